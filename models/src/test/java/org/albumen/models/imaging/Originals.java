package org.albumen.models.imaging;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.albumen.models.imaging.raster.RasterShape;
import org.jspecify.annotations.Nullable;

/** Files in every format, written by the JDK's encoders or by hand. */
final class Originals {
  private Originals() {}

  /** Noise: any two samples that change places are noticed. Native order, as in a raster. */
  static byte[] noise(RasterShape shape, long seed) {
    byte[] samples = new byte[(int) shape.bytes()];
    new Random(seed).nextBytes(samples);
    return samples;
  }

  /** A PNG or TIFF, or whatever else a writer is there for, of exactly these samples. */
  static byte[] encode(
      RasterShape shape, byte[] samples, String format, @Nullable String compression)
      throws IOException {
    ImageWriter writer = jdkWriter(format);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      if (compression != null) {
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionType(compression);
      }
      writer.setOutput(out);
      writer.write(null, new IIOImage(image(shape, samples), null, null), param);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** The JDK's: not written by those who wrote the decoders. */
  private static ImageWriter jdkWriter(String format) {
    Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName(format);
    while (true) {
      ImageWriter writer = writers.next();
      if (writer.getClass().getName().startsWith("com.sun.")) {
        return writer;
      }
    }
  }

  static BufferedImage image(RasterShape shape, byte[] samples) {
    int space = shape.colours() == 1 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB;
    ColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(space),
            shape.hasAlpha(),
            false,
            shape.hasAlpha() ? ColorModel.TRANSLUCENT : ColorModel.OPAQUE,
            shape.bits() == 8 ? DataBuffer.TYPE_BYTE : DataBuffer.TYPE_USHORT);
    WritableRaster raster = model.createCompatibleWritableRaster(shape.width(), shape.height());
    ByteBuffer buffer = ByteBuffer.wrap(samples).order(ByteOrder.nativeOrder());
    for (int y = 0; y < shape.height(); y++) {
      for (int x = 0; x < shape.width(); x++) {
        for (int c = 0; c < shape.channels(); c++) {
          raster.setSample(
              x, y, c, shape.bits() == 8 ? buffer.get() & 0xff : buffer.getShort() & 0xffff);
        }
      }
    }
    return shape.bits() == 8 && shape.channels() == 1
        ? gray(raster)
        : new BufferedImage(model, raster, false, null);
  }

  private static BufferedImage gray(WritableRaster raster) {
    ImageTypeSpecifier type =
        ImageTypeSpecifier.createFromBufferedImageType(BufferedImage.TYPE_BYTE_GRAY);
    BufferedImage image = type.createBufferedImage(raster.getWidth(), raster.getHeight());
    image.setData(raster);
    return image;
  }

  /** The image that stands upright once it is turned as the code says, by plain arithmetic. */
  static byte[] stored(RasterShape upright, byte[] samples, int code) {
    boolean swaps = code >= 5;
    int width = swaps ? upright.height() : upright.width();
    int height = swaps ? upright.width() : upright.height();
    int pixel = upright.pixelBytes();
    byte[] stored = new byte[samples.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int right = width - 1 - x;
        int below = height - 1 - y;
        int column = new int[] {x, right, right, x, y, below, below, y}[code - 1];
        int row = new int[] {y, y, below, below, x, x, right, right}[code - 1];
        System.arraycopy(
            samples,
            (row * upright.width() + column) * pixel,
            stored,
            (y * width + x) * pixel,
            pixel);
      }
    }
    return stored;
  }

  /** An EXIF block with an orientation and, in its own directory, the image's width. */
  static byte[] exif(int code) {
    ByteBuffer exif = ByteBuffer.allocate(56).order(ByteOrder.LITTLE_ENDIAN);
    exif.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8);
    exif.putShort((short) 2);
    exif.putShort((short) 0x112).putShort((short) 3).putInt(1).putInt(code);
    exif.putShort((short) 0x8769).putShort((short) 4).putInt(1).putInt(38);
    exif.putInt(0);
    exif.putShort((short) 1);
    exif.putShort((short) 0xa002).putShort((short) 3).putInt(1).putInt(9999);
    return exif.array();
  }

  /** The file with another chunk behind its header. */
  static byte[] withChunk(byte[] png, String type, byte[] data) {
    ByteBuffer chunk = ByteBuffer.allocate(12 + data.length);
    chunk.putInt(data.length).put(type.getBytes(ISO_8859_1)).put(data);
    CRC32 sum = new CRC32();
    sum.update(chunk.array(), 4, 4 + data.length);
    chunk.putInt((int) sum.getValue());
    return inserted(png, 33, chunk.array());
  }

  /** The file with another segment behind its first marker. */
  static byte[] withSegment(byte[] jpeg, int marker, String name, byte[] content) {
    ByteBuffer segment = ByteBuffer.allocate(4 + name.length() + content.length);
    segment.putShort((short) marker).putShort((short) (2 + name.length() + content.length));
    segment.put(name.getBytes(ISO_8859_1)).put(content);
    return inserted(jpeg, 2, segment.array());
  }

  /** A simple lossless or lossy file as an extended one with more chunks behind the image. */
  static byte[] withRiffChunk(byte[] webp, int flag, int side, String type, byte[] data) {
    boolean extended = new String(webp, 12, 4, ISO_8859_1).equals("VP8X");
    byte[] file = webp.clone();
    if (extended) {
      file[20] |= (byte) flag;
    } else {
      ByteBuffer header = ByteBuffer.allocate(18).order(ByteOrder.LITTLE_ENDIAN);
      header.put("VP8X".getBytes(ISO_8859_1)).putInt(10).putInt(flag);
      int height = side >> 16;
      header.put((byte) ((side & 0xffff) - 1)).putShort((short) 0);
      header.put((byte) (height - 1)).putShort((short) 0);
      file = inserted(file, 12, header.array());
    }
    ByteBuffer chunk =
        ByteBuffer.allocate(8 + data.length + (data.length & 1)).order(ByteOrder.LITTLE_ENDIAN);
    chunk.put(type.getBytes(ISO_8859_1)).putInt(data.length).put(data);
    int at = type.equals("ICCP") ? 30 : file.length;
    byte[] whole = inserted(file, at, chunk.array());
    ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).putInt(4, whole.length - 8);
    return whole;
  }

  static byte[] inserted(byte[] file, int at, byte[] more) {
    byte[] whole = Arrays.copyOf(file, file.length + more.length);
    System.arraycopy(more, 0, whole, at, more.length);
    System.arraycopy(file, at, whole, at + more.length, file.length - at);
    return whole;
  }

  /** The samples that the JDK's own decoder gives for a JPEG. */
  static byte[] jdkSamples(byte[] file) throws IOException {
    java.awt.image.Raster raster = ImageIO.read(new ByteArrayInputStream(file)).getRaster();
    return (byte[])
        raster.getDataElements(0, 0, raster.getWidth(), raster.getHeight(), (Object) null);
  }
}
