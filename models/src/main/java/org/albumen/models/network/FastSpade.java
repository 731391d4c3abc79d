package org.albumen.models.network;

import org.albumen.models.torchscript.ScriptClass;

/**
 * The blocks of {@link SpadeBlocks} with less work. What two normalisations of one input have in
 * common is calculated once; a nearest-neighbour enlargement changes no mean and no variance, so
 * normalisation comes before it; and the offset of a shortcut, which nothing bends before the
 * projection, is projected as a kernel instead of as an image: two linear maps in a row are one.
 */
final class FastSpade {
  private FastSpade() {}

  /** Takes the normalised input, and the map in its size. */
  static final ScriptClass SPADE =
      new ScriptClass(
          "FastSpade",
          """
            def forward(self: __torch__.FastSpade, x: Tensor, map: Tensor) -> Tensor:
              m = self.mlp_shared.forward(map)
              return torch.addcmul_(self.mlp_beta.forward(m), x, self.mlp_gamma.forward(m))
            def projected(self: __torch__.FastSpade, x: Tensor, map: Tensor, weight: Tensor) -> Tensor:
              m = self.mlp_shared.forward(map)
              beta = self.mlp_beta.weight
              both = torch.matmul(torch.flatten(weight, 1), torch.flatten(beta.to(6), 1))
              both = torch.reshape(both, [-1, torch.size(beta, 1), 3, 3]).to(ops.prim.dtype(x))
              y = torch.mul_(self.mlp_gamma.forward(m), x)
              y = torch.conv2d(y, weight.to(ops.prim.dtype(x)), None, [1, 1], [0, 0], [1, 1], 1)
              return torch.add_(y, torch.conv2d(m, both, None, [1, 1], [1, 1], [1, 1], 1))
          """);

  static final ScriptClass BLOCK =
      new ScriptClass(
          "FastSpadeBlock",
          """
            def forward(self: __torch__.FastSpadeBlock, x: Tensor, map: Tensor, stored: bool) -> Tensor:
              map = torch.upsample_nearest2d(map, [torch.size(x, 2), torch.size(x, 3)], None)
              y = self.norm_0.param_free_norm.forward(x, stored)
              y = torch.leaky_relu_(self.norm_0.forward(y, map), 0.2)
              y = self.norm_1.param_free_norm.forward(self.conv_0.forward(y, stored), stored)
              y = torch.leaky_relu_(self.norm_1.forward(y, map), 0.2)
              return torch.add_(self.conv_1.forward(y, stored), x)
          """);

  /** Doubles the size of its input first. */
  static final ScriptClass BLOCK_DOUBLED =
      new ScriptClass(
          "FastSpadeBlockDoubled",
          """
            def forward(self: __torch__.FastSpadeBlockDoubled, x: Tensor, map: Tensor, stored: bool) -> Tensor:
              map = torch.upsample_nearest2d(map, [2 * torch.size(x, 2), 2 * torch.size(x, 3)], None)
              y = self.norm_0.param_free_norm.forward(x, stored)
              y = torch.upsample_nearest2d(y, None, [2., 2.])
              s = y
              if stored:
                s = self.norm_s.param_free_norm.forward(x, stored)
                s = torch.upsample_nearest2d(s, None, [2., 2.])
              s = self.norm_s.projected(s, map, self.conv_s.divided(stored))
              y = torch.leaky_relu_(self.norm_0.forward(y, map), 0.2)
              y = self.norm_1.param_free_norm.forward(self.conv_0.forward(y, stored), stored)
              y = torch.leaky_relu_(self.norm_1.forward(y, map), 0.2)
              return torch.add_(self.conv_1.forward(y, stored), s)
          """);
}
