package org.albumen.models.face.warp;

import org.albumen.models.catalogue.CacheFolder;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_calib3d;
import org.bytedeco.opencv.global.opencv_core;

/** OpenCV's native library, loaded once per JVM. */
public final class OpenCv {
  static {
    // What TorchEngine sets as well, for a caller that came first.
    preset("org.bytedeco.javacpp.cachedir", CacheFolder.standard().resolve("javacpp").toString());
    preset("org.bytedeco.javacpp.maxPhysicalBytes", "0");
    Loader.load(opencv_calib3d.class);
    // Photographs are worked on side by side; one core each.
    opencv_core.setNumThreads(1);
  }

  private OpenCv() {}

  /**
   * Loads the library if that has not happened (seconds, once on a machine: it is unpacked below
   * the cache folder, 128 MB).
   *
   * @throws LinkageError when there is none for this machine
   */
  public static void load() {
    // Running this has run the initialiser.
  }

  private static void preset(String name, String value) {
    if (System.getProperty(name) == null) {
      System.setProperty(name, value);
    }
  }
}
