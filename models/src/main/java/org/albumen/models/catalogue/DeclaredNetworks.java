package org.albumen.models.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.albumen.models.network.BiSeNet;
import org.albumen.models.network.Dcgan;
import org.albumen.models.network.FaceDetectorNetwork;
import org.albumen.models.network.HiFaceGan;
import org.albumen.models.network.ParseNet;
import org.albumen.models.network.Rrdbnet;
import org.albumen.models.network.TensorNetwork;
import org.albumen.models.network.stylegan.StyleGan2;
import org.albumen.models.network.stylegan.StyleGan2Options;
import org.albumen.models.network.stylegan.StyleGan3;
import org.albumen.models.network.stylegan.StyleGan3Options;
import org.albumen.models.network.stylegan2.GfpganClean;
import org.albumen.models.network.stylegan2.GfpganV1;
import org.albumen.models.network.stylegan2.Gpen;
import org.albumen.models.network.stylegan2.StyleGan2Discriminator;
import org.albumen.models.network.stylegan2.StyleGan2Rosinality;

/** The declared networks by name, each from its options as published. */
public final class DeclaredNetworks {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Map<String, Function<ObjectNode, TensorNetwork>> NETWORKS = networks();

  private DeclaredNetworks() {}

  private static Map<String, Function<ObjectNode, TensorNetwork>> networks() {
    Map<String, Function<ObjectNode, TensorNetwork>> all = new TreeMap<>();
    all.put("gfpgan-clean", GfpganClean::of);
    all.put("gfpgan-v1", GfpganV1::of);
    all.put("gpen", Gpen::of);
    all.put("stylegan2-rosinality", StyleGan2Rosinality::of);
    all.put("stylegan2-rosinality-d", StyleGan2Discriminator::of);
    all.put("stylegan2-nvidia", options -> new StyleGan2(StyleGan2Options.of(options)));
    all.put("stylegan3", options -> new StyleGan3(StyleGan3Options.of(options)));
    all.put("dcgan-g", bound("dcgan-g", Dcgan.Generator.class));
    all.put("dcgan-d", bound("dcgan-d", Dcgan.Discriminator.class));
    all.put("dcgan-d2l-g", bound("dcgan-d2l-g", Dcgan.BookGenerator.class));
    all.put("dcgan-d2l-d", bound("dcgan-d2l-d", Dcgan.BookDiscriminator.class));
    all.put("hifacegan", options -> hiFaceGan("hifacegan", "HiFaceGANGenerator", options));
    all.put("lip-spade", options -> hiFaceGan("lip-spade", "LIPSPADEGenerator", options));
    all.put("parsenet", bound("parsenet", ParseNet.class));
    all.put("bisenet", bound("bisenet", BiSeNet.class));
    all.put("retinaface", bound("retinaface", FaceDetectorNetwork.class));
    all.put(
        "rrdbnet", options -> bind("rrdbnet", Rrdbnet.Published.class, options).network().floats());
    return Collections.unmodifiableMap(all);
  }

  /** What the networks are called, in alphabetical order. */
  public static Set<String> names() {
    return NETWORKS.keySet();
  }

  /**
   * The network of that name with these options, which have the names of the published
   * implementation.
   *
   * @throws IllegalArgumentException with one line: there is no network of that name, or an option
   *     is unknown, missing or impossible
   */
  public static TensorNetwork of(String name, JsonNode options) {
    Function<ObjectNode, TensorNetwork> network = NETWORKS.get(name);
    if (network == null) {
      throw new IllegalArgumentException(
          "no network is named '" + name + "'; known are " + String.join(", ", names()));
    }
    if (!(options instanceof ObjectNode object)) {
      throw new IllegalArgumentException("the options of " + name + " are no JSON object");
    }
    return network.apply(object);
  }

  /** The file's variant is told by its options, else by the network's name. */
  private static TensorNetwork hiFaceGan(String name, String className, ObjectNode options) {
    ObjectNode complete = options.deepCopy();
    if (!options.has("cls") && !options.has("num_feat") && !options.has("num_in_ch")) {
      complete.put("cls", className);
    }
    return bind(name, HiFaceGan.class, complete);
  }

  private static Function<ObjectNode, TensorNetwork> bound(
      String name, Class<? extends TensorNetwork> type) {
    return options -> bind(name, type, options);
  }

  private static <T> T bind(String name, Class<T> type, ObjectNode options) {
    try {
      return JSON.treeToValue(options, type);
    } catch (UnrecognizedPropertyException e) {
      throw new IllegalArgumentException(name + " has no option " + e.getPropertyName(), e);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(name + ": " + reason(e), e);
    }
  }

  private static String reason(JsonProcessingException e) {
    if (e.getCause() instanceof IllegalArgumentException cause) {
      return String.valueOf(cause.getMessage());
    }
    if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
      return "the option " + mapping.getPath().get(0).getFieldName() + " has a value of no use";
    }
    return e.getOriginalMessage().lines().findFirst().orElse("options of no use");
  }
}
