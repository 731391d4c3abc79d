package org.albumen.common.licence;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.albumen.common.codec.Json;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.recipe.GenerateRecipe;
import org.albumen.common.recipe.Recipe;
import org.albumen.common.recipe.RestoreRecipe;

/**
 * The licences of the built-in networks, for those who have no model cards. A test compares them
 * with the cards. Immutable.
 */
public final class Licences {
  private static final String RESOURCE = "/catalogue/licences.json";
  private static final String NO_ASSERTION = "NOASSERTION";

  private final Map<String, ModelLicence> byName;

  private Licences(Map<String, ModelLicence> byName) {
    this.byName = Collections.unmodifiableMap(byName);
  }

  /** Those of the networks that come with Albumen. */
  public static Licences builtIn() {
    try (InputStream in = Licences.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("missing resource " + RESOURCE);
      }
      Map<String, ModelLicence> byName = new LinkedHashMap<>();
      for (ModelLicence licence : Json.read(in.readAllBytes(), Table.class).models()) {
        byName.put(licence.name(), licence);
      }
      return new Licences(byName);
    } catch (IOException e) {
      throw new IllegalStateException("unreadable resource " + RESOURCE, e);
    }
  }

  /** Every network, in the catalogue's order. */
  public Collection<ModelLicence> all() {
    return byName.values();
  }

  /** A network's licence; an operator's own network has an unknown one. */
  public ModelLicence of(String network) {
    ModelLicence known = byName.get(network);
    return known == null
        ? new ModelLicence(network, network, NO_ASSERTION, LicenceClass.UNKNOWN)
        : known;
  }

  /** The licence classes of all networks that a recipe uses. */
  public Set<LicenceClass> of(Recipe recipe) {
    Set<LicenceClass> classes = new TreeSet<>();
    networks(recipe).forEach(network -> classes.add(of(network).licenceClass()));
    return classes;
  }

  /**
   * Refuses a recipe that uses a network of another class.
   *
   * @throws AlbumenException {@code LICENCE_NOT_ALLOWED}
   */
  public void require(Recipe recipe, Set<LicenceClass> allowed) throws AlbumenException {
    for (String network : networks(recipe)) {
      ModelLicence licence = of(network);
      if (!allowed.contains(licence.licenceClass())) {
        throw new AlbumenException(
            FailureCode.LICENCE_NOT_ALLOWED,
            "recipe "
                + recipe.reference()
                + " uses "
                + network
                + ", whose licence "
                + licence.licence()
                + " is "
                + licence.licenceClass().word());
      }
    }
  }

  /** The catalogue's names of the networks that a recipe uses. */
  public static List<String> networks(Recipe recipe) {
    List<String> networks = new ArrayList<>();
    if (recipe instanceof GenerateRecipe generate) {
      networks.add(generate.generator());
    } else if (recipe instanceof RestoreRecipe restore) {
      if (restore.upscalesByNetwork()) {
        networks.add(restore.upscaler());
      }
      networks.add(restore.faces().detector());
      if (restore.faces().network() != null) {
        networks.add(restore.faces().network());
      }
      if (restore.faces().parser() != null) {
        networks.add(restore.faces().parser());
      }
    }
    return List.copyOf(networks);
  }

  private record Table(List<ModelLicence> models) {}
}
