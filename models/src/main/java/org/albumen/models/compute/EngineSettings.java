package org.albumen.models.compute;

import java.nio.file.Path;
import java.util.Map;

/** DJL and JavaCPP (OpenCV) are set up by system properties, read when they are first used. */
final class EngineSettings {
  private EngineSettings() {}

  /** Sets what neither a system property nor the environment has set already. */
  static void apply(Path cacheFolder) {
    String djl = cacheFolder.resolve("djl").toString();
    Map<String, String> settings =
        Map.of(
            // No calls to the network, in particular none that count usage.
            "ai.djl.offline", "true",
            "OPT_OUT_TRACKING", "true",
            "DJL_CACHE_DIR", djl,
            "ENGINE_CACHE_DIR", djl,
            // One core per call: see TorchEngine.
            "ai.djl.pytorch.num_threads", "1",
            "ai.djl.pytorch.num_interop_threads", "1",
            "org.bytedeco.javacpp.cachedir", cacheFolder.resolve("javacpp").toString(),
            // JavaCPP would refuse to work in a process larger than twice its heap.
            "org.bytedeco.javacpp.maxPhysicalBytes", "0");
    settings.forEach(
        (name, value) -> {
          if (System.getProperty(name) == null && System.getenv(name) == null) {
            System.setProperty(name, value);
          }
        });
  }
}
