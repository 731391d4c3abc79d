package org.albumen.models.network;

import java.util.LinkedHashSet;
import java.util.Set;
import org.albumen.models.torchscript.ScriptClass;
import org.albumen.models.torchscript.ScriptModule;

/**
 * Batch normalisation (Ioffe and Szegedy 2015, arXiv:1502.03167): with the running statistics, or
 * in training with those of the batch, which then move the running ones by a tenth. Epsilon 1e-5.
 *
 * <p>A freshly loaded module is at rest, that is not in training, although DJL takes it to be: who
 * trains calls {@code JniUtils.enableTrainingMode} first.
 */
final class BatchNorm {
  private BatchNorm() {}

  /** With a scale and an offset per channel. */
  static ScriptModule of(long channels) {
    return ScriptModule.of(AFFINE)
        .parameter("weight", channels)
        .parameter("bias", channels)
        .buffer("running_mean", channels)
        .buffer("running_var", channels)
        .constant("training", false)
        .build();
  }

  /**
   * The names under which checkpoints count the batches that were seen in training, which changes
   * nothing; old ones lack them.
   */
  static Set<String> counters(ScriptModule module) {
    Set<String> names = new LinkedHashSet<>();
    for (String name : module.weights().keySet()) {
      if (name.endsWith(".running_mean")) {
        names.add(name.substring(0, name.lastIndexOf('.')) + ".num_batches_tracked");
      }
    }
    return names;
  }

  private static final ScriptClass AFFINE =
      new ScriptClass(
          "BatchNorm",
          """
            def forward(self: __torch__.BatchNorm, x: Tensor) -> Tensor:
              return torch.batch_norm(x, self.weight, self.bias, self.running_mean, self.running_var, self.training, 0.1, 1.0000000000000001e-05, True)
          """);
}
