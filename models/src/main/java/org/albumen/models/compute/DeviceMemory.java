package org.albumen.models.compute;

import ai.djl.Device;
import ai.djl.util.cuda.CudaUtils;
import java.util.OptionalLong;

/** The memory of the GPU that {@link TorchEngine} uses. */
public final class DeviceMemory {
  private DeviceMemory() {}

  /**
   * All of its memory in bytes, whoever has it; empty when CUDA finds no GPU. Loads no libtorch.
   */
  public static OptionalLong bytes() {
    if (!CudaUtils.hasCuda() || CudaUtils.getGpuCount() == 0) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(CudaUtils.getGpuMemory(Device.gpu()).getMax());
  }
}
