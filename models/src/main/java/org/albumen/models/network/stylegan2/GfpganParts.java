package org.albumen.models.network.stylegan2;

import org.albumen.models.torchscript.ScriptModule;

/** The layers in which GFPGAN's original network and its clean one differ. */
interface GfpganParts {
  /** How modulated convolutions are calculated. */
  Modulation modulation();

  /** A convolution with a bias; its {@code leaky} adds the activation. */
  ScriptModule conv(long in, long out, long kernel);

  /** A convolution with a bias whose {@code leaky} alone is called. */
  ScriptModule leakyConv(long in, long out, long kernel);

  /** The first convolution of the image; its {@code leaky} is its activation, too. */
  ScriptModule first(long out);

  /** A convolution whose {@code leaky} is its activation, too. */
  ScriptModule activated(long in, long out, long kernel);

  /** A residual block that halves the size. */
  ScriptModule halving(long in, long out);

  /** A residual block that doubles the size. */
  ScriptModule doubling(long in, long out);

  /** A linear layer with a bias. */
  ScriptModule linear(long in, long out);

  /** From N x L to the latent vector, N x L. */
  ScriptModule mapping(int depth, long style);

  /** A style convolution: {@code forward} takes features, a latent vector and noise. */
  ScriptModule style(long in, long out, long style, boolean doubling);

  /** Three colours of the decoder's features, without those of the sizes below. */
  ScriptModule colours(long in, long style);

  /** Doubles the size of an image. */
  ScriptModule upsample();
}
