package org.albumen.models.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
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
import org.albumen.models.network.HiFaceGan.Variant;
import org.albumen.models.network.ParseNet;
import org.albumen.models.network.ProGan;
import org.albumen.models.network.Rrdbnet;
import org.albumen.models.network.TensorNetwork;
import org.albumen.models.network.stylegan.DiscriminatorOptions;
import org.albumen.models.network.stylegan.StyleGan2;
import org.albumen.models.network.stylegan.StyleGan2AdaDiscriminator;
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
    all.put(
        "stylegan2-nvidia-d",
        options -> new StyleGan2AdaDiscriminator(DiscriminatorOptions.of(options)));
    all.put("stylegan3", options -> new StyleGan3(StyleGan3Options.of(options)));
    all.put("dcgan-g", Dcgan.Generator::of);
    all.put("dcgan-d", Dcgan.Discriminator::of);
    all.put("dcgan-d2l-g", Dcgan.BookGenerator::of);
    all.put("dcgan-d2l-d", Dcgan.BookDiscriminator::of);
    all.put("hifacegan", options -> HiFaceGan.of(options, Variant.NESTED));
    all.put("lip-spade", options -> HiFaceGan.of(options, Variant.LIP_SPADE));
    all.put("parsenet", ParseNet::of);
    all.put("bisenet", BiSeNet::of);
    all.put("progan", ProGan::of);
    all.put("retinaface", FaceDetectorNetwork::of);
    all.put("rrdbnet", options -> Rrdbnet.of(options).floats());
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
}
