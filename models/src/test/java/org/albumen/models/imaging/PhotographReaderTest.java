package org.albumen.models.imaging;

import static org.albumen.models.imaging.Pictures.fixture;
import static org.albumen.models.imaging.Pictures.pixel;
import static org.albumen.models.imaging.Pictures.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhotographReaderTest {
  private static final int[] RED = {220, 30, 30};
  private static final int[] GREEN = {30, 200, 40};
  private static final int[] BLUE = {40, 50, 210};
  private static final int[] GRAY = {128, 128, 128};

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "solvay-1927-centre.jpg, 400, 260",
    "grace-hopper.jpg, 280, 280",
    "astronaut.png, 320, 320",
    "nagasaki-boats-1865.jpg, 440, 352",
    "alpine-landscape-1865.tif, 440, 208"
  })
  void readsEverySample(String name, int width, int height) throws Exception {
    // When
    Photograph photograph = PhotographReader.read(sample(name), ReadLimits.DEFAULT);

    // Then
    assertThat(photograph.width()).isEqualTo(width);
    assertThat(photograph.height()).isEqualTo(height);
    assertThat(photograph.rgb().isDirect()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "quadrants.webp, 12",
    "quadrants-lossless.webp, 0",
    "quadrants.bmp, 0",
    "deflate.tif, 0",
    "jpeg-in.tif, 40",
    "progressive.jpg, 6",
    "cmyk.tif, 2",
    "cmyk.jpg, 30"
  })
  void keepsColoursAndPlaces(String name, int tolerance) throws Exception {
    // When
    Photograph photograph = PhotographReader.read(fixture(name), ReadLimits.DEFAULT);

    // Then
    assertNear(pixel(photograph, 4, 4), RED, tolerance);
    assertNear(pixel(photograph, 27, 4), GREEN, tolerance);
    assertNear(pixel(photograph, 4, 19), BLUE, tolerance);
    assertNear(pixel(photograph, 27, 19), GRAY, tolerance);
  }

  @Test
  void showsTransparencyAsWhite() throws Exception {
    // When
    Photograph alpha = PhotographReader.read(fixture("transparent-below.webp"), ReadLimits.DEFAULT);
    Photograph palette = PhotographReader.read(fixture("palette.png"), ReadLimits.DEFAULT);

    // Then
    assertNear(pixel(alpha, 4, 4), RED, 0);
    assertNear(pixel(alpha, 4, 19), new int[] {255, 255, 255}, 0);
    assertNear(pixel(palette, 4, 4), RED, 0);
    assertNear(pixel(palette, 27, 19), new int[] {255, 255, 255}, 0);
  }

  @Test
  void blendsHalfTransparentPixels() throws Exception {
    // Given
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0x80000000);
    image.setRGB(1, 0, 0xff102030);

    // When
    Photograph photograph = read(Pictures.encode(image, "png"));

    // Then
    assertNear(pixel(photograph, 0, 0), new int[] {127, 127, 127}, 0);
    assertNear(pixel(photograph, 1, 0), new int[] {16, 32, 48}, 0);
  }

  @Test
  void keepsGrayNumbers() throws Exception {
    // Given
    BufferedImage image = new BufferedImage(256, 1, BufferedImage.TYPE_BYTE_GRAY);
    for (int x = 0; x < 256; x++) {
      image.getRaster().setSample(x, 0, 0, x);
    }

    // When
    Photograph photograph = read(Pictures.encode(image, "png"));

    // Then
    for (int x = 0; x < 256; x++) {
      assertNear(pixel(photograph, x, 0), new int[] {x, x, x}, 0);
    }
  }

  @Test
  void roundsSixteenBitsToEight() throws Exception {
    // Given
    BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_USHORT_GRAY);
    WritableRaster raster = image.getRaster();
    raster.setSample(0, 0, 0, 65535);
    raster.setSample(1, 0, 0, 257 * 100 + 120);
    raster.setSample(2, 0, 0, 257 * 100 + 140);

    // When
    Photograph png = read(Pictures.encode(image, "png"));
    Photograph tiff = PhotographReader.read(fixture("gray16.tif"), ReadLimits.DEFAULT);

    // Then
    assertThat(pixel(png, 0, 0)[0]).isEqualTo(255);
    assertThat(pixel(png, 1, 0)[0]).isEqualTo(100);
    assertThat(pixel(png, 2, 0)[0]).isEqualTo(101);
    for (int x = 0; x < 32; x++) {
      assertThat(pixel(tiff, x, 7)[0]).isEqualTo(Math.round(x * 2114 / 257f));
    }
  }

  @Test
  void readsBilevel() throws Exception {
    // When
    Photograph photograph = PhotographReader.read(fixture("bilevel.tif"), ReadLimits.DEFAULT);

    // Then
    assertNear(pixel(photograph, 4, 4), new int[] {255, 255, 255}, 0);
    assertNear(pixel(photograph, 27, 4), new int[] {0, 0, 0}, 0);
  }

  @Test
  void appliesTheProfileOfAPng() throws Exception {
    // Given: linear light 55/255 is 128 in sRGB
    BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, 0x373737);
    byte[] linear = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    ByteArrayOutputStream chunk = new ByteArrayOutputStream();
    chunk.write(new byte[] {'l', 0, 0});
    try (DeflaterOutputStream deflated = new DeflaterOutputStream(chunk)) {
      deflated.write(linear);
    }

    // When
    Photograph photograph =
        read(insertChunk(Pictures.encode(image, "png"), "iCCP", chunk.toByteArray()));

    // Then
    assertNear(pixel(photograph, 0, 0), GRAY, 2);
  }

  @Test
  void ignoresABrokenProfile() throws Exception {
    // Given
    BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, 0x373737);

    // When
    Photograph photograph =
        read(insertChunk(Pictures.encode(image, "png"), "iCCP", new byte[] {'x', 0, 0, 1, 2}));

    // Then
    assertNear(pixel(photograph, 0, 0), new int[] {55, 55, 55}, 0);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 012345",
    "2, 210543",
    "3, 543210",
    "4, 345012",
    "5, 031425",
    "6, 304152",
    "7, 524130",
    "8, 251403",
    "9, 012345"
  })
  void standsTheImageUpright(int code, String expected) throws Exception {
    // Given: a 3x2 image of the values 0 to 5, each 40 apart
    BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 6; i++) {
      image.getRaster().setSample(i % 3, i / 3, 0, 40 * i);
    }

    // When
    Photograph photograph = read(insertChunk(Pictures.encode(image, "png"), "eXIf", exif(code)));

    // Then
    StringBuilder order = new StringBuilder();
    for (int y = 0; y < photograph.height(); y++) {
      for (int x = 0; x < photograph.width(); x++) {
        order.append(pixel(photograph, x, y)[0] / 40);
      }
    }
    assertThat(order).hasToString(expected);
    assertThat(photograph.width()).isEqualTo(code >= 5 && code <= 8 ? 2 : 3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"turned.png", "turned.tif", "turned.webp"})
  void turnsOnceInEveryFormat(String name) throws Exception {
    // When
    Photograph photograph = PhotographReader.read(fixture(name), ReadLimits.DEFAULT);

    // Then: what was at the bottom left is now at the top left
    assertThat(photograph.width()).isEqualTo(24);
    assertNear(pixel(photograph, 4, 4), BLUE, 0);
    assertNear(pixel(photograph, 19, 4), RED, 0);
  }

  @Test
  void turnsAJpeg() throws Exception {
    // Given
    byte[] jpeg = Files.readAllBytes(fixture("progressive.jpg"));
    byte[] turned = insertSegment(jpeg, 0xffe1, "Exif\0\0", exif(6));

    // When
    Photograph photograph = read(turned);

    // Then
    assertNear(pixel(photograph, 4, 4), BLUE, 6);
    assertNear(pixel(photograph, 19, 4), RED, 6);
  }

  @Test
  void appliesTheProfileOfAJpeg() throws Exception {
    // Given: linear light 55/255 is 128 in sRGB
    BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 64; i++) {
      image.setRGB(i % 8, i / 8, 0x373737);
    }
    byte[] linear = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();

    // When
    Photograph photograph =
        read(insertSegment(Pictures.encode(image, "jpeg"), 0xffe2, "ICC_PROFILE\0\1\1", linear));

    // Then
    assertNear(pixel(photograph, 3, 3), GRAY, 3);
  }

  private Photograph read(byte[] bytes) throws Exception {
    // The name says nothing: the content decides.
    Path file = Files.write(folder.resolve("picture.txt"), bytes);
    return PhotographReader.read(file, ReadLimits.DEFAULT);
  }

  /** A little-endian TIFF structure with one entry, the orientation. */
  private static byte[] exif(int code) {
    ByteBuffer exif = ByteBuffer.allocate(26).order(ByteOrder.LITTLE_ENDIAN);
    exif.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8);
    exif.putShort((short) 1);
    exif.putShort((short) 0x112).putShort((short) 3).putInt(1).putInt(code);
    return exif.array();
  }

  private static byte[] insertSegment(byte[] jpeg, int marker, String name, byte[] content)
      throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DataOutputStream data = new DataOutputStream(out);
    data.write(jpeg, 0, 2);
    data.writeShort(marker);
    data.writeShort(2 + name.length() + content.length);
    data.writeBytes(name);
    data.write(content);
    data.write(jpeg, 2, jpeg.length - 2);
    return out.toByteArray();
  }

  private static byte[] insertChunk(byte[] png, String type, byte[] data) throws Exception {
    int afterHeader = 8 + 25;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DataOutputStream chunk = new DataOutputStream(out);
    chunk.write(png, 0, afterHeader);
    chunk.writeInt(data.length);
    chunk.writeBytes(type);
    chunk.write(data);
    CRC32 sum = new CRC32();
    sum.update(out.toByteArray(), afterHeader + 4, 4 + data.length);
    chunk.writeInt((int) sum.getValue());
    chunk.write(png, afterHeader, png.length - afterHeader);
    return out.toByteArray();
  }

  private static void assertNear(int[] actual, int[] expected, int tolerance) {
    for (int c = 0; c < 3; c++) {
      assertThat(actual[c]).isCloseTo(expected[c], within(tolerance));
    }
  }
}
