package org.albumen.models.compute;

import ai.djl.Device;
import ai.djl.util.cuda.CudaUtils;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The memory of the GPU that {@link TorchEngine} uses. */
public final class DeviceMemory {
  private static final Logger LOG = LoggerFactory.getLogger(DeviceMemory.class);

  private DeviceMemory() {}

  /**
   * All of its memory in bytes, whoever has it; empty when CUDA finds no GPU, or does not say.
   * Loads no libtorch.
   */
  public static OptionalLong bytes() {
    if (!CudaUtils.hasCuda() || CudaUtils.getGpuCount() == 0) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(CudaUtils.getGpuMemory(Device.gpu()).getMax());
    } catch (RuntimeException e) { // as DJL puts CUDA's errors
      LOG.warn("CUDA does not say how much memory the GPU has", e);
      return OptionalLong.empty();
    }
  }
}
