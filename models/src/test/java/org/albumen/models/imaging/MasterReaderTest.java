package org.albumen.models.imaging;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.albumen.models.failure.RestorationException;
import org.albumen.models.failure.RestorationProblem;
import org.albumen.models.imaging.Note.Kind;
import org.albumen.models.imaging.metadata.Exif;
import org.albumen.models.imaging.metadata.Resolution;
import org.albumen.models.imaging.metadata.Resolution.Unit;
import org.albumen.models.imaging.metadata.TextEntry;
import org.albumen.models.imaging.raster.RasterRoom;
import org.albumen.models.imaging.raster.RasterShape;
import org.albumen.models.imaging.raster.ScratchException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MasterReaderTest {
  private static final byte[] LINEAR = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
  private static final byte[] XMP = "<x tiff:Orientation=\"6\"/>".getBytes(UTF_8);

  @TempDir static Path folder;

  static Stream<RasterShape> shapes() {
    List<RasterShape> shapes = new ArrayList<>();
    int[][] sizes = {{1, 1}, {1, 23}, {23, 1}, {17, 31}, {300, 290}};
    for (int[] size : sizes) {
      for (int channels = 1; channels <= 4; channels++) {
        shapes.add(new RasterShape(size[0], size[1], channels, 8));
        shapes.add(new RasterShape(size[0], size[1], channels, 16));
      }
    }
    return shapes.stream();
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void keepsEverySampleOfAPng(RasterShape shape) throws Exception {
    // Given
    byte[] samples = Originals.noise(shape, 1);

    // When
    try (Master master = read(Originals.encode(shape, samples, "png", null))) {
      // Then
      assertThat(master.shape()).isEqualTo(shape);
      assertThat(samples(master)).isEqualTo(samples);
      assertThat(master.notes()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void keepsEverySampleOfATiff(RasterShape shape) throws Exception {
    // Given
    byte[] samples = Originals.noise(shape, 2);
    List<byte[]> files = new ArrayList<>();
    for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
      for (boolean deflate : new boolean[] {false, true}) {
        files.add(new TiffFile(shape, order).strips(shape, samples, 7, deflate).write(1));
        files.add(new TiffFile(shape, order).tiles(shape, samples, 16, deflate).write(1));
      }
      if (shape.channels() > 1) {
        files.add(new TiffFile(shape, order).planes(shape, samples).write(1));
      }
    }
    for (String compression : List.of("PackBits", "LZW")) {
      files.add(Originals.encode(shape, samples, "tiff", compression));
    }
    for (byte[] file : files) {
      // When
      try (Master master = read(file)) {
        // Then
        assertThat(master.shape()).isEqualTo(shape);
        assertThat(samples(master)).isEqualTo(samples);
        assertThat(master.notes()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"17, 31", "1, 1", "1, 23", "23, 1", "300, 290"})
  void keepsEverySampleOfABmp(int width, int height) throws Exception {
    // Given
    RasterShape shape = new RasterShape(width, height, 3, 8);
    byte[] samples = Originals.noise(shape, 3);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    image.setData(Originals.image(shape, samples).getRaster());

    // When
    try (Master master = read(Pictures.encode(image, "bmp"))) {
      // Then
      assertThat(samples(master)).isEqualTo(samples);
    }
  }

  @ParameterizedTest
  @CsvSource({"17, 31, 1", "1, 1, 3", "1, 23, 3", "300, 290, 3", "300, 290, 1"})
  void decodesAJpegAsTheJdkDoes(int width, int height, int channels) throws Exception {
    // Given
    RasterShape shape = new RasterShape(width, height, channels, 8);
    byte[] file = Originals.encode(shape, Originals.noise(shape, 4), "jpeg", null);

    // When
    try (Master master = read(file)) {
      // Then
      assertThat(master.shape()).isEqualTo(shape);
      assertThat(samples(master)).isEqualTo(Originals.jdkSamples(file));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 3, 8",
    "2, 1, 16",
    "3, 4, 16",
    "4, 2, 8",
    "5, 3, 16",
    "6, 4, 8",
    "7, 1, 8",
    "8, 3, 16"
  })
  void standsUprightInAnyDepth(int code, int channels, int bits) throws Exception {
    // Given: larger than the squares in which it is turned
    RasterShape upright = new RasterShape(300, 570, channels, bits);
    byte[] samples = Originals.noise(upright, code);
    RasterShape stored = code >= 5 ? upright.resized(570, 300) : upright;
    byte[] turned = Originals.stored(upright, samples, code);
    byte[] png =
        Originals.withChunk(
            Originals.encode(stored, turned, "png", null), "eXIf", Originals.exif(code));
    byte[] tiff =
        new TiffFile(stored, ByteOrder.BIG_ENDIAN)
            .strips(stored, turned, 100, true)
            .numbers(274, TiffFile.SHORT, code)
            .write(1);

    for (byte[] file : List.of(png, tiff)) {
      for (RasterRoom room : List.of(RasterRoom.onHeap(), new RasterRoom(0, 1 << 30, folder))) {
        // When
        try (Master master = MasterReader.read(file(file), ReadLimits.DEFAULT, room)) {
          // Then
          assertThat(master.shape()).isEqualTo(upright);
          assertThat(samples(master)).isEqualTo(samples);
          assertThat(kinds(master))
              .isEqualTo(code == 1 ? List.of() : List.of(Kind.ORIENTATION_APPLIED));
        }
        assertThat(room.scratchInUse()).isZero();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void turnsAJpegAndAWebpOnce(int code) throws Exception {
    // Given
    byte[] jpeg = Files.readAllBytes(Pictures.fixture("progressive.jpg"));
    byte[] webp = Files.readAllBytes(Pictures.fixture("quadrants-lossless.webp"));
    byte[] exif = Originals.exif(code);

    for (byte[][] pair :
        new byte[][][] {
          {jpeg, Originals.withSegment(jpeg, 0xffe1, "Exif\0\0", exif)},
          {webp, Originals.withRiffChunk(webp, 8, 24 << 16 | 32, "EXIF", exif)}
        }) {
      // When
      try (Master plain = read(pair[0]);
          Master turned = read(pair[1])) {
        // Then
        assertThat(Originals.stored(turned.shape(), samples(turned), code))
            .isEqualTo(samples(plain));
        byte[] block = turned.metadata().exif().orElseThrow().bytes();
        assertThat(Exif.orientation(block)).contains(1);
        assertThat(ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN).getShort(48))
            .isEqualTo((short) turned.width());
      }
    }
  }

  @Test
  void keepsWhatAPngSays() throws Exception {
    // Given
    RasterShape shape = new RasterShape(5, 4, 3, 16);
    byte[] file = Originals.encode(shape, Originals.noise(shape, 5), "png", null);
    file = Originals.withChunk(file, "iCCP", PngTexts.compressed("linear\0\0", LINEAR));
    ByteBuffer density = ByteBuffer.allocate(9).putInt(11811).putInt(5906).put((byte) 1);
    file = Originals.withChunk(file, "pHYs", density.array());
    file = Originals.withChunk(file, "eXIf", Originals.exif(6));
    file = Originals.withChunk(file, "iTXt", PngTexts.international("XML:com.adobe.xmp", XMP));
    file = Originals.withChunk(file, "tEXt", "Author\0Andr\u00e9".getBytes(ISO_8859_1));
    file =
        Originals.withChunk(
            file, "zTXt", PngTexts.compressed("Comment\0\0", "all is well".getBytes(UTF_8)));
    file =
        Originals.withChunk(
            file, "iTXt", PngTexts.international("Title", "\u0416\u6f22".getBytes(UTF_8)));

    // When
    try (Master master = read(file)) {
      // Then: resolution turned with the image
      assertThat(master.metadata().profile().orElseThrow().bytes()).isEqualTo(LINEAR);
      assertThat(master.metadata().resolution()).contains(new Resolution(5906, 11811, Unit.METRE));
      assertThat(master.metadata().xmp().orElseThrow().bytes())
          .asString(UTF_8)
          .contains("tiff:Orientation=\"1\"");
      assertThat(master.metadata().texts())
          .containsExactlyInAnyOrder(
              new TextEntry("Author", "Andr\u00e9"),
              new TextEntry("Comment", "all is well"),
              new TextEntry("Title", "\u0416\u6f22", "fr"));
    }
  }

  @Test
  void keepsWhatAJpegSays() throws Exception {
    // Given: the profile in two parts, the second first
    RasterShape shape = new RasterShape(5, 4, 3, 8);
    byte[] file = Originals.encode(shape, Originals.noise(shape, 6), "jpeg", null);
    byte[] end = java.util.Arrays.copyOfRange(LINEAR, 100, LINEAR.length);
    byte[] start = java.util.Arrays.copyOf(LINEAR, 100);
    file = Originals.withSegment(file, 0xffe2, "ICC_PROFILE\0\1\2", start);
    file = Originals.withSegment(file, 0xffe2, "ICC_PROFILE\0\2\2", end);
    file = Originals.withSegment(file, 0xfffe, "", "f\u00fcr Oma".getBytes(UTF_8));
    file = Originals.withSegment(file, 0xffe1, "http://ns.adobe.com/xap/1.0/\0", XMP);
    ByteBuffer density = ByteBuffer.allocate(9).put(new byte[] {1, 2, 1});
    density.putShort((short) 600).putShort((short) 300);
    file = Originals.withSegment(file, 0xffe0, "JFIF\0", density.array());

    // When
    try (Master master = read(file)) {
      // Then
      assertThat(master.metadata().profile().orElseThrow().bytes()).isEqualTo(LINEAR);
      assertThat(master.metadata().resolution()).isPresent();
      assertThat(master.metadata().xmp()).isPresent();
      assertThat(master.metadata().texts())
          .containsExactly(new TextEntry("Comment", "f\u00fcr Oma"));
      assertThat(master.notes()).isEmpty();
    }
  }

  @Test
  void keepsWhatATiffSays() throws Exception {
    // Given
    RasterShape shape = new RasterShape(5, 4, 3, 16);
    byte[] file =
        new TiffFile(shape, ByteOrder.LITTLE_ENDIAN)
            .strips(shape, Originals.noise(shape, 7), 4, false)
            .rational(282, 6001, 10)
            .rational(283, 300, 1)
            .numbers(296, TiffFile.SHORT, 3)
            .text(270, "M\u00fcller, 1865")
            .bytes(700, XMP)
            .bytes(34675, LINEAR)
            .write(2);

    // When
    try (Master master = read(file)) {
      // Then
      assertThat(master.metadata().profile().orElseThrow().bytes()).isEqualTo(LINEAR);
      assertThat(master.metadata().resolution())
          .contains(new Resolution(600.1, 300, Unit.CENTIMETRE));
      assertThat(master.metadata().xmp()).isPresent();
      assertThat(master.metadata().texts())
          .containsExactly(new TextEntry("Description", "M\u00fcller, 1865"));
      assertThat(kinds(master)).containsExactly(Kind.FIRST_PAGE_ONLY);
      assertThat(master.notes().get(0).text()).contains("page 1 of 2");
    }
  }

  @Test
  void gathersATiffsExif() throws Exception {
    // Given: a directory with a lens' name below the first, whose place is known before it is
    // written
    RasterShape shape = new RasterShape(5, 4, 1, 8);
    byte[] lens = new byte[2 + 12 + 4];
    ByteBuffer.wrap(lens)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putShort((short) 1)
        .putShort((short) 0xa434)
        .putShort((short) 2)
        .putInt(4)
        .put("50f\0".getBytes(UTF_8));
    TiffFile tiff =
        new TiffFile(shape, ByteOrder.LITTLE_ENDIAN)
            .strips(shape, Originals.noise(shape, 12), 4, false)
            .text(271, "Plaubel")
            .numbers(274, TiffFile.SHORT, 3)
            .numbers(34665, TiffFile.LONG, 0);
    int length = tiff.write(1).length;
    byte[] file = tiff.numbers(34665, TiffFile.LONG, length).write(1);

    // When
    try (Master master = read(Originals.inserted(file, length, lens))) {
      // Then
      byte[] block = master.metadata().exif().orElseThrow().bytes();
      assertThat(new String(block, ISO_8859_1)).contains("Plaubel", "50f");
      assertThat(Exif.orientation(block).orElse(1)).isEqualTo(1);
      assertThat(kinds(master)).containsExactly(Kind.ORIENTATION_APPLIED);
    }
  }

  @Test
  void saysThatFurtherPagesAreDamaged() throws Exception {
    // Given: cut within the second of three directories
    RasterShape shape = new RasterShape(5, 4, 3, 16);
    byte[] file =
        new TiffFile(shape, ByteOrder.LITTLE_ENDIAN)
            .strips(shape, Originals.noise(shape, 7), 4, false)
            .write(3);

    // When
    try (Master master = read(java.util.Arrays.copyOf(file, file.length * 2 / 3))) {
      // Then
      assertThat(master.notes())
          .containsExactly(new Note(Kind.FIRST_PAGE_ONLY, "the pages after page 1 are damaged"));
    }
  }

  @Test
  void keepsWhatAWebpSays() throws Exception {
    // Given
    byte[] webp = Files.readAllBytes(Pictures.fixture("quadrants-lossless.webp"));
    byte[] file = Originals.withRiffChunk(webp, 0x20, 24 << 16 | 32, "ICCP", LINEAR);
    file = Originals.withRiffChunk(file, 4, 24 << 16 | 32, "XMP ", XMP);

    // When
    try (Master plain = read(webp);
        Master master = read(file)) {
      // Then: the samples are not converted
      assertThat(samples(master)).isEqualTo(samples(plain));
      assertThat(master.metadata().profile().orElseThrow().bytes()).isEqualTo(LINEAR);
      assertThat(master.metadata().xmp()).isPresent();
    }
  }

  @Test
  void keepsABmpsResolution() throws Exception {
    // Given
    byte[] bmp = Pictures.encode(new BufferedImage(4, 4, BufferedImage.TYPE_3BYTE_BGR), "bmp");
    ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).putInt(38, 2835).putInt(42, 2836);

    // When
    try (Master master = read(bmp)) {
      // Then
      assertThat(master.metadata().resolution()).contains(new Resolution(2835, 2836, Unit.METRE));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void widensGrayOfFewBits(int bits) throws Exception {
    // Given: every value that there is
    int count = 1 << bits;
    byte[] ramp = new byte[count];
    for (int i = 0; i < count; i++) {
      ramp[i] = (byte) (i * 255 / (count - 1));
    }
    IndexColorModel model = new IndexColorModel(bits, count, ramp, ramp, ramp);
    BufferedImage image = new BufferedImage(count, 1, BufferedImage.TYPE_BYTE_BINARY, model);
    for (int i = 0; i < count; i++) {
      image.getRaster().setSample(i, 0, 0, i);
    }

    for (String format : List.of("png", "tiff")) {
      // When
      try (Master master = read(Pictures.encode(image, format))) {
        // Then
        assertThat(master.shape()).isEqualTo(new RasterShape(count, 1, 1, 8));
        assertThat(samples(master)).isEqualTo(ramp);
        assertThat(kinds(master)).hasSize(1).isSubsetOf(Kind.DEPTH_WIDENED, Kind.PALETTE_EXPANDED);
      }
    }
  }

  @Test
  void expandsAPaletteWithItsTransparency() throws Exception {
    // When
    try (Master master = read(Files.readAllBytes(Pictures.fixture("palette.png")))) {
      // Then: red in one corner, nothing in another
      byte[] samples = samples(master);
      int last = samples.length - 4;
      assertThat(master.shape().channels()).isEqualTo(4);
      assertThat(samples).startsWith(220, 30, 30, 255);
      assertThat(samples[last + 3]).isZero();
      assertThat(kinds(master)).containsExactly(Kind.PALETTE_EXPANDED, Kind.TRANSPARENCY_EXPANDED);
    }
  }

  @Test
  void makesATransparentColourOpacity() throws Exception {
    // Given
    RasterShape shape = new RasterShape(3, 1, 1, 16);
    ByteBuffer samples = ByteBuffer.allocate(6).order(ByteOrder.nativeOrder());
    samples.putShort((short) 500).putShort((short) 501).putShort((short) 500);
    byte[] png = Originals.encode(shape, samples.array(), "png", null);
    byte[] key = ByteBuffer.allocate(2).putShort((short) 500).array();

    // When
    try (Master master = read(Originals.withChunk(png, "tRNS", key))) {
      // Then
      ByteBuffer read = ByteBuffer.wrap(samples(master)).order(ByteOrder.nativeOrder());
      short[] all = new short[6];
      read.asShortBuffer().get(all);
      assertThat(all).containsExactly(500, 0, 501, -1, 500, 0);
      assertThat(kinds(master)).containsExactly(Kind.TRANSPARENCY_EXPANDED);
    }
  }

  @Test
  void invertsWhereWhiteIsZero() throws Exception {
    // Given
    RasterShape shape = new RasterShape(17, 31, 1, 16);
    byte[] samples = Originals.noise(shape, 8);
    byte[] file =
        new TiffFile(shape, ByteOrder.LITTLE_ENDIAN)
            .strips(shape, samples, 5, true)
            .numbers(262, TiffFile.SHORT, 0)
            .write(1);

    // When
    try (Master master = read(file)) {
      // Then
      byte[] inverted = samples.clone();
      for (int i = 0; i < samples.length; i++) {
        inverted[i] ^= (byte) 0xff;
      }
      assertThat(samples(master)).isEqualTo(inverted);
    }
  }

  @ParameterizedTest
  @CsvSource({"cmyk.jpg, 30", "ycck.jpg, 4", "cmyk.tif, 2"})
  void saysThatInksBecameLight(String name, int tolerance) throws Exception {
    // When
    try (Master master = read(Files.readAllBytes(Pictures.fixture(name)))) {
      // Then
      assertThat(kinds(master)).containsExactly(Kind.CMYK_CONVERTED);
      assertThat(master.metadata().profile()).isEmpty();
      int[] red = {220, 30, 30};
      for (int c = 0; c < 3; c++) {
        assertThat(samples(master)[c] & 0xff).isCloseTo(red[c], within(tolerance));
      }
    }
  }

  @Test
  void saysWhenAProfileIsOfNoUse() throws Exception {
    // Given: an RGB profile for gray
    RasterShape shape = new RasterShape(5, 4, 1, 8);
    byte[] file = Originals.encode(shape, Originals.noise(shape, 9), "png", null);

    // When
    try (Master master =
        read(Originals.withChunk(file, "iCCP", PngTexts.compressed("x\0\0", LINEAR)))) {
      // Then
      assertThat(kinds(master)).containsExactly(Kind.PROFILE_UNUSABLE);
      assertThat(master.metadata().profile()).isEmpty();
    }
  }

  @Test
  void showsNetworksTheColoursBelowTransparency() throws Exception {
    // Given
    RasterShape shape = new RasterShape(2, 1, 4, 8);
    byte[] samples = {10, 20, 30, 0, 40, 50, 60, (byte) 255};

    // When
    try (Master master = read(Originals.encode(shape, samples, "png", null))) {
      // Then
      assertThat(bytes(master.photograph())).containsExactly(10, 20, 30, 40, 50, 60);
      assertThat(bytes(master.view(1, 0, 1, 1))).containsExactly(40, 50, 60);
      assertThat(bytes(master.photographOverWhite())).containsExactly(-1, -1, -1, 40, 50, 60);
    }
  }

  @Test
  void showsARectangleAsItIsInTheWhole() throws Exception {
    // Given
    RasterShape shape = new RasterShape(130, 90, 3, 16);
    byte[] file =
        new TiffFile(shape, ByteOrder.BIG_ENDIAN)
            .strips(shape, Originals.noise(shape, 10), 16, true)
            .bytes(34675, LINEAR)
            .write(1);

    // When
    try (Master master = read(file)) {
      Photograph whole = master.photograph();
      Photograph part = master.view(17, 31, 70, 50);

      // Then
      assertThat(bytes(part)).isEqualTo(bytes(Pictures.crop(whole, 17, 31, 70, 50)));
    }
  }

  @Test
  void judgesDecodedBytesByTheHeader() throws Exception {
    // Given
    RasterShape shape = new RasterShape(100, 100, 3, 16);
    Path file = file(Originals.encode(shape, Originals.noise(shape, 11), "png", null));
    ReadLimits tight = new ReadLimits(10_000, 59_999);

    // When
    RestorationException refusal =
        catchThrowableOfType(
            RestorationException.class, () -> MasterReader.read(file, tight, RasterRoom.onHeap()));

    // Then
    assertThat(refusal.problem()).isEqualTo(RestorationProblem.IMAGE_TOO_LARGE);
    MasterReader.read(file, new ReadLimits(10_000, 60_000), RasterRoom.onHeap()).close();
  }

  @Test
  void doesNotBlameTheFileForAScratchFilesFault() throws Exception {
    // Given: a scratch file does not outlive an interrupt
    RasterShape shape = new RasterShape(100, 100, 3, 16);
    byte[] samples = Originals.noise(shape, 13);
    RasterRoom room = new RasterRoom(0, 1 << 20, folder);
    for (byte[] bytes :
        List.of(
            Originals.encode(shape, samples, "png", null),
            new TiffFile(shape, ByteOrder.BIG_ENDIAN).strips(shape, samples, 9, true).write(1))) {
      Path file = file(bytes);

      // When
      Thread.currentThread().interrupt();
      Throwable fault = catchThrowable(() -> MasterReader.read(file, ReadLimits.DEFAULT, room));

      // Then
      assertThat(Thread.interrupted()).isTrue();
      assertThat(fault).isInstanceOfAny(ScratchException.class, ClosedByInterruptException.class);
      assertThat(room.scratchInUse()).isZero();
    }
  }

  private static Master read(byte[] bytes) throws Exception {
    return MasterReader.read(file(bytes), ReadLimits.DEFAULT, RasterRoom.onHeap());
  }

  /** The name says nothing: the content decides. */
  private static Path file(byte[] bytes) throws Exception {
    return Files.write(folder.resolve("original"), bytes);
  }

  private static byte[] samples(Master master) throws Exception {
    ByteBuffer samples = ByteBuffer.allocate((int) master.shape().bytes());
    master.raster().read(0, 0, master.width(), master.height(), samples);
    return samples.array();
  }

  private static List<Kind> kinds(Master master) {
    return master.notes().stream().map(Note::kind).toList();
  }

  private static byte[] bytes(Photograph photograph) {
    byte[] bytes = new byte[photograph.rgb().capacity()];
    photograph.rgb().get(bytes);
    return bytes;
  }
}
