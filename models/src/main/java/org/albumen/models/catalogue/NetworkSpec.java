package org.albumen.models.catalogue;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Optional;
import org.albumen.models.network.Network;

/** Which computation a card's weights belong to. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(name = "rrdbnet", value = NetworkSpec.Rrdbnet.class),
  @JsonSubTypes.Type(name = "onnx", value = NetworkSpec.Onnx.class)
})
public sealed interface NetworkSpec {

  /** The network that is declared here; empty for a file that is run as it is. */
  Optional<Network> declared();

  /** One line that is the same for the same computation. */
  default String canonical() {
    return toString();
  }

  /**
   * {@link org.albumen.models.network.Rrdbnet}.
   *
   * @param features channels between blocks
   * @param blocks residual-in-residual dense blocks
   * @param growth channels added by each convolution of a dense block
   * @param scale 1, 2 or 4
   */
  record Rrdbnet(int features, int blocks, int growth, int scale) implements NetworkSpec {
    public Rrdbnet {
      new org.albumen.models.network.Rrdbnet(features, blocks, growth, scale);
    }

    @Override
    public Optional<Network> declared() {
      return Optional.of(new org.albumen.models.network.Rrdbnet(features, blocks, growth, scale));
    }
  }

  /** An ONNX file, run as it is. */
  record Onnx() implements NetworkSpec {
    @Override
    public Optional<Network> declared() {
      return Optional.empty();
    }
  }
}
