package org.albumen.models.network;

import org.albumen.models.torchscript.ScriptClass;
import org.albumen.models.torchscript.ScriptModule;

/**
 * HiFaceGAN's encoder: a convolution, then five stages that halve the image by pooling with local
 * importance (Gao et al. 2019, arXiv:1908.04156) and convolve it. Every convolution is followed by
 * a normalisation per image without weights, every one but the last by a rectifier. Importance is
 * exponential, and so kept in 32 bits also where the weights have 16.
 *
 * @param channels of the image
 * @param width channels after the first convolution; each stage doubles them, up to 16 times
 */
record ImportanceEncoder(long channels, long width) {
  private static final int STAGES = 5;

  /** Per image: all of them side by side, as channels of one. */
  private static final String NORMALISE =
      "torch.batch_norm(x.reshape([1, -1, torch.size(x, 2), torch.size(x, 3)]), None, None, None,"
          + " None, True, 0.1, 1.0000000000000001e-05, True).reshape(torch.size(x))";

  /** One row of layers; its answer is the last features, at 1/32. */
  ScriptModule sequential() {
    Chain model = new Chain("ImportanceEncoderRow");
    head(model);
    for (int i = 0; i < STAGES; i++) {
      stage(model, i, 4 * i + 3);
    }
    return new Chain("ImportanceEncoder").then("model", model.build()).build();
  }

  /** A list of every stage's features, from 1/32 to the image's size. */
  ScriptModule nested() {
    Chain head = new Chain("ImportanceHead");
    head(head);
    ScriptModule.Builder encoder = ScriptModule.of(NESTED).module("head", head.build());
    for (int i = 0; i < STAGES; i++) {
      Chain stage = new Chain(i < STAGES - 1 ? "ImportanceStage" : "ImportanceLastStage");
      stage(stage, i, 0);
      encoder.module("encoder_" + i, stage.build());
    }
    return encoder.build();
  }

  private void head(Chain chain) {
    chain.then("0", Convolution.same(channels, width, 3).plain()).apply(NORMALISE).leaky(0);
  }

  private void stage(Chain chain, int stage, int at) {
    long in = features(stage);
    long out = features(stage + 1);
    chain
        .then(Integer.toString(at), pooling(in))
        .then(Integer.toString(at + 1), Convolution.same(in, out, 3).biased())
        .apply(NORMALISE);
    if (stage < STAGES - 1) {
      chain.leaky(0);
    }
  }

  private long features(int stage) {
    return width << Math.min(stage, 4);
  }

  private static ScriptModule pooling(long width) {
    ScriptModule norm =
        ScriptModule.of(AFFINE).parameter("weight", width).parameter("bias", width).build();
    ScriptModule logit =
        new Chain("ImportanceLogit")
            .then("0", Convolution.same(width, width, 3).plain())
            .then("1", norm)
            .apply("torch.mul(torch.sigmoid(x.to(6)), 12.)")
            .build();
    return ScriptModule.of(POOLING).module("logit", logit).build();
  }

  private static final ScriptClass AFFINE =
      new ScriptClass(
          "InstanceNorm",
          """
            def forward(self: __torch__.InstanceNorm, x: Tensor) -> Tensor:
              n, c, h, w = torch.size(x)
              y = torch.reshape(x, [1, n * c, h, w])
              weight = self.weight.repeat([n])
              bias = self.bias.repeat([n])
              y = torch.batch_norm(y, weight, bias, None, None, True, 0.1, 1.0000000000000001e-05, True)
              return torch.reshape(y, [n, c, h, w])
          """);

  private static final ScriptClass POOLING =
      new ScriptClass(
          "ImportancePooling",
          """
            def forward(self: __torch__.ImportancePooling, x: Tensor) -> Tensor:
              w = torch.exp(self.logit.forward(x))
              y = torch.avg_pool2d(torch.mul(x, w), [3, 3], [2, 2], [1, 1], False, True, None)
              y = torch.div(y, torch.avg_pool2d(w, [3, 3], [2, 2], [1, 1], False, True, None))
              return y.to(ops.prim.dtype(x))
          """);

  private static final ScriptClass NESTED =
      new ScriptClass(
          "NestedEncoder",
          """
            def forward(self: __torch__.NestedEncoder, x: Tensor) -> List[Tensor]:
              a = self.head.forward(x)
              b = self.encoder_0.forward(a)
              c = self.encoder_1.forward(b)
              d = self.encoder_2.forward(c)
              e = self.encoder_3.forward(d)
              return [self.encoder_4.forward(e), e, d, c, b, a]
          """);
}
