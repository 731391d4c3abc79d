package org.albumen.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.albumen.models.catalogue.CacheFolder;
import org.albumen.models.imaging.raster.Raster;
import org.albumen.models.imaging.raster.RasterShape;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/** OpenCV's own reading and writing of images, on the calling thread alone. */
final class OpenCvImages {
  private OpenCvImages() {}

  /** To be called before anything else of OpenCV. */
  static void prepare() {
    String cache = "org.bytedeco.javacpp.cachedir";
    if (System.getProperty(cache) == null) {
      System.setProperty(cache, CacheFolder.standard().resolve("javacpp").toString());
    }
    opencv_core.setNumThreads(1);
  }

  /** The samples, in the order that they have; OpenCV calls it BGR. */
  static Mat matrix(Raster raster) throws IOException {
    RasterShape shape = raster.shape();
    int depth = shape.bits() == 8 ? opencv_core.CV_8U : opencv_core.CV_16U;
    int type = opencv_core.CV_MAKETYPE(depth, shape.channels());
    Mat matrix = new Mat(shape.height(), shape.width(), type);
    ByteBuffer samples = matrix.data().capacity(shape.bytes()).asByteBuffer();
    raster.read(0, 0, shape.width(), shape.height(), samples);
    return matrix;
  }

  static Mat read(Path file) throws IOException {
    Mat read = opencv_imgcodecs.imread(file.toString(), opencv_imgcodecs.IMREAD_UNCHANGED);
    if (read.empty()) {
      throw new IOException("OpenCV does not read " + file);
    }
    return read;
  }

  static void write(Mat matrix, Path file) throws IOException {
    if (!opencv_imgcodecs.imwrite(file.toString(), matrix)) {
      throw new IOException("OpenCV does not write " + file);
    }
  }
}
