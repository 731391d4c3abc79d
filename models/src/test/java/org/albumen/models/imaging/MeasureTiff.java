package org.albumen.models.imaging;

import java.awt.image.BufferedImage;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import java.util.zip.Deflater;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.FileImageOutputStream;
import org.albumen.models.imaging.raster.Raster;
import org.albumen.models.imaging.raster.RasterShape;

/**
 * Prints size and speed (processor time of the thread) of ways to deflate a photograph for TIFF, 8
 * bits and 16 with the noise that a scan has below the eighth, and of TwelveMonkeys' writer: the
 * figures of models/RATIONALE.md, which has the command. Arguments: photographs.
 */
final class MeasureTiff {
  private static final int ROUNDS = 3;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private MeasureTiff() {}

  private interface Way {
    long bytes() throws Exception;
  }

  public static void main(String[] arguments) throws Exception {
    for (String file : arguments) {
      Photograph photograph = PhotographReader.read(Path.of(file), ReadLimits.DEFAULT);
      for (int bits : new int[] {8, 16}) {
        RasterShape shape =
            new RasterShape(photograph.width(), photograph.height(), Photograph.CHANNELS, bits);
        byte[] samples = samples(photograph, shape);
        for (int level : new int[] {1, 2, 3, 4, 6}) {
          measure(shape, "level " + level, () -> deflated(shape, samples, level, 0));
        }
        measure(
            shape, "Huffman codes alone", () -> deflated(shape, samples, 1, Deflater.HUFFMAN_ONLY));
        measure(shape, "filtered, level 6", () -> deflated(shape, samples, 6, Deflater.FILTERED));
        if (bits == 8) { // its writer has no 16
          BufferedImage image = Originals.image(shape, samples);
          measure(shape, "TwelveMonkeys", () -> twelveMonkeys(image));
        }
      }
    }
  }

  private static void measure(RasterShape shape, String name, Way way) throws Exception {
    long least = Long.MAX_VALUE;
    long bytes = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long start = THREADS.getCurrentThreadCpuTime();
      bytes = way.bytes();
      least = Math.min(least, THREADS.getCurrentThreadCpuTime() - start);
    }
    System.out.printf(
        Locale.ROOT,
        "%2d bits %-20s %.2f bytes/pixel, %.1f Mpixel/s%n",
        shape.bits(),
        name,
        (double) bytes / shape.pixels(),
        shape.pixels() * 1e3 / least);
  }

  private static byte[] samples(Photograph photograph, RasterShape shape) {
    byte[] narrow = new byte[photograph.rgb().capacity()];
    photograph.rgb().get(narrow);
    if (shape.bits() == 8) {
      return narrow;
    }
    Random random = new Random(1);
    ByteBuffer wide = ByteBuffer.allocate(2 * narrow.length).order(ByteOrder.nativeOrder());
    for (byte sample : narrow) {
      wide.putShort((short) ((sample & 0xff) << 8 | random.nextInt(256)));
    }
    return wide.array();
  }

  private static long deflated(RasterShape shape, byte[] samples, int level, int strategy)
      throws Exception {
    RasterBands bands =
        new RasterBands(Raster.over(shape, ByteBuffer.wrap(samples)), ByteOrder.LITTLE_ENDIAN);
    TiffPredictor predictor = new TiffPredictor(shape, ByteOrder.LITTLE_ENDIAN);
    Deflater deflater = new Deflater(level);
    deflater.setStrategy(strategy);
    byte[] buffer = new byte[1 << 16];
    long bytes = 0;
    while (bands.hasNext()) {
      int length = bands.next().limit();
      predictor.difference(bands.bytes(), length);
      deflater.reset();
      deflater.setInput(bands.bytes(), 0, length);
      deflater.finish();
      while (!deflater.finished()) {
        bytes += deflater.deflate(buffer);
      }
    }
    deflater.end();
    return bytes;
  }

  private static long twelveMonkeys(BufferedImage image) throws Exception {
    Path file = Files.createTempFile("measure", ".tif");
    ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
    try (FileImageOutputStream out = new FileImageOutputStream(file.toFile())) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionType("Deflate");
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), param);
    } finally {
      writer.dispose();
    }
    long bytes = Files.size(file);
    Files.delete(file);
    return bytes;
  }
}
