package org.albumen.models.network;

import org.albumen.models.torchscript.ScriptClass;
import org.albumen.models.torchscript.ScriptModule;

/**
 * The residual blocks of SPADE (Park et al. 2019, arXiv:1903.07291, figure 3) with spectral
 * normalisation (Miyato et al. 2018, arXiv:1802.05957, algorithm 1), as HiFaceGAN has them: the
 * scale that a map gives is not offset by one. {@code stored}: with the stored statistics and
 * vectors, else with those of the batch and after one power iteration.
 *
 * @param perImage normalised per image, without running statistics; else per batch
 * @param fast in the form of {@link FastSpade}, where a block with a shortcut that is learnt also
 *     doubles the size of its input
 */
record SpadeBlocks(boolean perImage, boolean fast) {
  private static final long WIDEST_HIDDEN = 128;

  /**
   * A block; with a shortcut that is learnt where the width changes.
   *
   * @param map channels of the map
   */
  ScriptModule block(long in, long out, long map) {
    long middle = Math.min(in, out);
    ScriptModule.Builder block =
        ScriptModule.of(type(in == out))
            .module("conv_0", spectral(in, middle))
            .module("conv_1", spectral(middle, out));
    if (in != out) {
      block.module("conv_s", projection(in, out));
    }
    block.module("norm_0", norm(in, map)).module("norm_1", norm(middle, map));
    return (in == out ? block : block.module("norm_s", norm(in, map))).build();
  }

  private ScriptClass type(boolean sameWidth) {
    if (fast) {
      return sameWidth ? FastSpade.BLOCK : FastSpade.BLOCK_DOUBLED;
    }
    return sameWidth ? BLOCK : BLOCK_PROJECTED;
  }

  private ScriptModule norm(long width, long map) {
    long hidden = Math.min(width, WIDEST_HIDDEN);
    ScriptModule shared =
        new Chain("SpadeShared")
            .then("0", Convolution.same(map, hidden, 3).biased())
            .leaky(0)
            .build();
    ScriptModule.Builder free = ScriptModule.of(perImage ? PER_IMAGE : PER_BATCH);
    if (!perImage) {
      free.exactBuffer("running_mean", width)
          .exactBuffer("running_var", width)
          .constant("training", false);
    }
    return ScriptModule.of(fast ? FastSpade.SPADE : SPADE)
        .module("param_free_norm", free.build())
        .module("mlp_shared", shared)
        .module("mlp_gamma", Convolution.same(hidden, width, 3).plain())
        .module("mlp_beta", Convolution.same(hidden, width, 3).plain())
        .build();
  }

  private static ScriptModule spectral(long in, long out) {
    return ScriptModule.of(SPECTRAL)
        .parameter("bias", out)
        .parameter("weight_orig", out, in, 3L, 3L)
        .exactBuffer("weight_u", out)
        .exactBuffer("weight_v", in * 9)
        .constant("training", false)
        .build();
  }

  private static ScriptModule projection(long in, long out) {
    return ScriptModule.of(SPECTRAL_PROJECTION)
        .parameter("weight_orig", out, in, 1L, 1L)
        .exactBuffer("weight_u", out)
        .exactBuffer("weight_v", in)
        .constant("training", false)
        .build();
  }

  private static final ScriptClass PER_IMAGE =
      new ScriptClass(
          "PerImageNorm",
          """
            def forward(self: __torch__.PerImageNorm, x: Tensor, stored: bool) -> Tensor:
              y = torch.reshape(x, [1, -1, torch.size(x, 2), torch.size(x, 3)])
              y = torch.batch_norm(y, None, None, None, None, True, 0.1, 1.0000000000000001e-05, True)
              return torch.reshape(y, torch.size(x))
          """);

  private static final ScriptClass PER_BATCH =
      new ScriptClass(
          "PerBatchNorm",
          """
            def forward(self: __torch__.PerBatchNorm, x: Tensor, stored: bool) -> Tensor:
              if stored:
                y = torch.batch_norm(x, None, None, self.running_mean, self.running_var, False, 0.1, 1.0000000000000001e-05, True)
              elif self.training:
                y = torch.batch_norm(x, None, None, self.running_mean, self.running_var, True, 0.1, 1.0000000000000001e-05, True)
              else:
                y = torch.batch_norm(x, None, None, None, None, True, 0.1, 1.0000000000000001e-05, True)
              return y
          """);

  private static final ScriptClass SPADE =
      new ScriptClass(
          "Spade",
          """
            def forward(self: __torch__.Spade, x: Tensor, map: Tensor, stored: bool) -> Tensor:
              y = self.param_free_norm.forward(x, stored)
              m = torch.upsample_nearest2d(map, [torch.size(x, 2), torch.size(x, 3)], None)
              m = self.mlp_shared.forward(m)
              return torch.add(torch.mul(y, self.mlp_gamma.forward(m)), self.mlp_beta.forward(m))
          """);

  private static final ScriptClass SPECTRAL = spectral("SpectralConvolution", "self.bias", 1);
  private static final ScriptClass SPECTRAL_PROJECTION = spectral("SpectralProjection", "None", 0);

  private static ScriptClass spectral(String name, String bias, int padding) {
    return new ScriptClass(
        name,
        """
          def forward(self: __torch__.NAME, x: Tensor, stored: bool) -> Tensor:
            weight = self.divided(stored).to(ops.prim.dtype(x))
            return torch.conv2d(x, weight, BIAS, [1, 1], [PADDING, PADDING], [1, 1], 1)
          def divided(self: __torch__.NAME, stored: bool) -> Tensor:
            weight = self.weight_orig.to(6)
            matrix = torch.reshape(weight, [torch.size(weight, 0), -1])
            u = self.weight_u
            v = self.weight_v
            if not stored:
              fixed = torch.detach(matrix)
              v = torch.mv(torch.t(fixed), u)
              v = torch.div(v, torch.clamp_min(torch.sqrt(torch.sum(torch.mul(v, v))), 9.9999999999999998e-13))
              u = torch.mv(fixed, v)
              u = torch.div(u, torch.clamp_min(torch.sqrt(torch.sum(torch.mul(u, u))), 9.9999999999999998e-13))
              if self.training:
                _0 = torch.copy_(self.weight_u, u)
                _1 = torch.copy_(self.weight_v, v)
            return torch.div(weight, torch.dot(u, torch.mv(matrix, v)))
        """
            .replace("NAME", name)
            .replace("BIAS", bias)
            .replace("PADDING", Integer.toString(padding)));
  }

  private static final ScriptClass BLOCK = block("SpadeBlock", "x");
  private static final ScriptClass BLOCK_PROJECTED =
      block(
          "SpadeBlockProjected",
          "self.conv_s.forward(self.norm_s.forward(x, map, stored), stored)");

  private static ScriptClass block(String name, String shortcut) {
    return new ScriptClass(
        name,
        """
          def forward(self: __torch__.NAME, x: Tensor, map: Tensor, stored: bool) -> Tensor:
            y = torch.leaky_relu(self.norm_0.forward(x, map, stored), 0.2)
            y = torch.leaky_relu(self.norm_1.forward(self.conv_0.forward(y, stored), map, stored), 0.2)
            return torch.add(SHORTCUT, self.conv_1.forward(y, stored))
        """
            .replace("NAME", name)
            .replace("SHORTCUT", shortcut));
  }
}
