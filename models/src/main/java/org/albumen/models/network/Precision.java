package org.albumen.models.network;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.albumen.models.torchscript.Storage;

/** The numbers that a network calculates with. */
public enum Precision {
  /** {@link #BF16} where the processor multiplies brain floats itself, else {@link #FP32}. */
  AUTO,
  /** IEEE 754 binary32. */
  FP32,
  /** Brain floats of 16 bits; sums inside a convolution are kept in 32. */
  BF16,
  /** IEEE 754 binary16: for GPUs; processors without its arithmetic are slower with it. */
  F16;

  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  /** This, or what {@link #AUTO} means on this machine; never {@link #AUTO}. */
  public Precision resolve() {
    if (this != AUTO) {
      return this;
    }
    try {
      return ofCpu(Files.readString(CPU_INFO, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return FP32;
    }
  }

  /** How an archive keeps such numbers; {@link #AUTO} as on this machine. */
  public Storage.Numbers numbers() {
    return switch (resolve()) {
      case BF16 -> Storage.Numbers.BFLOAT16;
      case F16 -> Storage.Numbers.FLOAT16;
      default -> Storage.Numbers.FLOAT32;
    };
  }

  /** Decides from the text of {@code /proc/cpuinfo}. */
  static Precision ofCpu(String cpuInfo) {
    return cpuInfo.matches("(?s).*\\b(avx512_bf16|amx_bf16)\\b.*") ? BF16 : FP32;
  }
}
