package org.albumen.models.catalogue;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Optional;
import java.util.Set;
import org.albumen.models.network.Execution;
import org.albumen.models.network.Layout;
import org.albumen.models.network.Network;
import org.albumen.models.network.TensorNetwork;
import org.albumen.models.torchscript.ScriptModule;
import org.albumen.models.torchscript.Storage;
import org.jspecify.annotations.Nullable;

/** Which computation a card's weights belong to. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(name = "rrdbnet", value = NetworkSpec.Rrdbnet.class),
  @JsonSubTypes.Type(name = "tensors", value = NetworkSpec.Tensors.class),
  @JsonSubTypes.Type(name = "onnx", value = NetworkSpec.Onnx.class)
})
public sealed interface NetworkSpec {

  /** The network on 8-bit images; empty when this is none. */
  default Optional<Network> declared() {
    return Optional.empty();
  }

  /** The network on named tensors; empty when this is none. */
  default Optional<TensorNetwork> tensors() {
    return Optional.empty();
  }

  /** What becomes an archive for libtorch; empty for a file that is run as it is. */
  default Optional<Declaration> declaration() {
    return Optional.empty();
  }

  /** One line that is the same for the same computation. */
  default String canonical() {
    return toString();
  }

  /**
   * A declared module and how it is run.
   *
   * @param module names and shapes are those of the checkpoint
   * @param execution what the archive holds
   * @param ignored names that a checkpoint may hold and the network does not use
   */
  record Declaration(ScriptModule module, Execution execution, Set<String> ignored) {
    Storage storage(ModelCard card) {
      return new Storage(
          execution.resolve(card.precision()).numbers(),
          execution.resolve(card.layout()) == Layout.CHANNELS_LAST);
    }

    /** One line that is the same for the same numbers of the same weights. */
    String form(ModelCard card) {
      return execution.resolve(card.precision())
          + " "
          + execution.resolve(card.layout())
          + " "
          + execution.form();
    }
  }

  /**
   * {@link org.albumen.models.network.Rrdbnet} on 8-bit images.
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

    @Override
    public Optional<Declaration> declaration() {
      return declared()
          .map(Network::module)
          .map(
              module ->
                  new Declaration(
                      module,
                      new Execution("images", module, Layout.CHANNELS_LAST, true),
                      Set.of()));
    }
  }

  /**
   * A network on named tensors of 32-bit floats.
   *
   * @param network one of {@link DeclaredNetworks#names()}
   * @param options its options, named as published; none when left out
   */
  record Tensors(String network, @Nullable JsonNode options) implements NetworkSpec {
    public Tensors {
      options = options == null ? JsonNodeFactory.instance.objectNode() : options.deepCopy();
      DeclaredNetworks.of(network, options);
    }

    @Override
    public Optional<TensorNetwork> tensors() {
      JsonNode given = options == null ? JsonNodeFactory.instance.objectNode() : options;
      return Optional.of(DeclaredNetworks.of(network, given));
    }

    @Override
    public Optional<Declaration> declaration() {
      return tensors().map(n -> new Declaration(n.module(), n.execution(), n.ignored()));
    }
  }

  /** An ONNX file, run as it is. */
  record Onnx() implements NetworkSpec {}
}
