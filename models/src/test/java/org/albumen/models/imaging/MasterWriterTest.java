package org.albumen.models.imaging;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.albumen.models.imaging.Note.Kind;
import org.albumen.models.imaging.metadata.Block;
import org.albumen.models.imaging.metadata.DigitalSourceType;
import org.albumen.models.imaging.metadata.Exif;
import org.albumen.models.imaging.metadata.Metadata;
import org.albumen.models.imaging.metadata.Resolution;
import org.albumen.models.imaging.metadata.Resolution.Unit;
import org.albumen.models.imaging.metadata.TextEntry;
import org.albumen.models.imaging.metadata.XmpProvenance;
import org.albumen.models.imaging.raster.Raster;
import org.albumen.models.imaging.raster.RasterRoom;
import org.albumen.models.imaging.raster.RasterShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class MasterWriterTest {
  private static final Block LINEAR =
      Block.of(ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData());
  private static final Block GRAY = Block.of(ICC_Profile.getInstance(ColorSpace.CS_GRAY).getData());
  private static final Block XMP =
      Block.of(
          ("<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF"
                  + " xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description"
                  + " rdf:about='' xmlns:dc='http://purl.org/dc/elements/1.1/'"
                  + " dc:source='album 7'/></rdf:RDF></x:xmpmeta>")
              .getBytes(UTF_8));

  @TempDir Path folder;

  static Stream<RasterShape> shapes() {
    List<RasterShape> shapes = new ArrayList<>();
    int[][] sizes = {{1, 1}, {1, 23}, {23, 1}, {17, 31}, {300, 290}, {70_001, 3}};
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
  void pngAndTiffKeepEverySample(RasterShape shape) throws Exception {
    // Given: memory and a scratch file; a block that makes the TIFF big endian
    byte[] samples = Originals.noise(shape, 1);
    Metadata bigEndian = Metadata.NONE.withExif(Optional.of(camera(ByteOrder.BIG_ENDIAN)));
    RasterRoom scratch = new RasterRoom(0, 1 << 24, folder);
    for (OutputFormat format : List.of(OutputFormat.PNG, OutputFormat.TIFF)) {
      for (Metadata metadata : List.of(Metadata.NONE, bigEndian)) {
        for (RasterRoom room : List.of(RasterRoom.onHeap(), scratch)) {
          // When
          Path file = folder.resolve("result");
          List<Note> notes;
          try (Raster raster = room.create(shape)) {
            raster.write(0, 0, shape.width(), shape.height(), ByteBuffer.wrap(samples));
            notes = MasterWriter.write(raster, metadata, OutputSettings.of(format), file);
          }

          // Then
          assertThat(notes).isEmpty();
          try (Master read = read(file)) {
            assertThat(read.shape()).isEqualTo(shape);
            assertThat(samples(read)).isEqualTo(samples);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void jpegKeepsTheColoursOverWhite(RasterShape shape) throws Exception {
    // Given: one colour, half opaque, which JPEG changes by little more than rounding
    ByteBuffer samples = ByteBuffer.allocate((int) shape.bytes()).order(ByteOrder.nativeOrder());
    int[] pixel = {200, 90, 40};
    while (samples.hasRemaining()) {
      for (int c = 0; c < shape.channels(); c++) {
        int value = shape.hasAlpha() && c == shape.colours() ? 128 : pixel[c];
        if (shape.bits() == 8) {
          samples.put((byte) value);
        } else {
          samples.putShort((short) (value * 257 + 100));
        }
      }
    }
    Raster raster = Raster.over(shape, samples);
    Path file = folder.resolve("result");
    if (shape.width() > 65_535) {
      // When, Then
      assertThatThrownBy(() -> write(raster, Metadata.NONE, OutputFormat.JPEG, file))
          .isInstanceOf(IOException.class);
      assertThat(folder).isEmptyDirectory();
      return;
    }

    // When
    List<Note> notes = write(raster, Metadata.NONE, OutputFormat.JPEG, file);

    // Then
    List<Kind> expected = new ArrayList<>();
    if (shape.bits() == 16) {
      expected.add(Kind.DEPTH_REDUCED);
    }
    if (shape.hasAlpha()) {
      expected.add(Kind.OPACITY_FLATTENED);
    }
    assertThat(notes.stream().map(Note::kind).toList()).isEqualTo(expected);
    try (Master read = read(file)) {
      assertThat(read.shape())
          .isEqualTo(new RasterShape(shape.width(), shape.height(), shape.colours(), 8));
      byte[] decoded = samples(read);
      for (int i = 0; i < decoded.length; i++) {
        int value = pixel[i % shape.colours()];
        int shown = shape.hasAlpha() ? 255 - (255 - value) * 128 / 255 : value;
        assertThat(decoded[i] & 0xff).isCloseTo(shown, within(3));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(OutputFormat.class)
  void keepsWhatIsKnown(OutputFormat format) throws Exception {
    // Given
    Metadata metadata =
        new Metadata(
            Optional.of(LINEAR),
            Optional.of(new Resolution(300, 600, Unit.INCH)),
            Optional.of(camera(ByteOrder.LITTLE_ENDIAN)),
            Optional.of(XMP),
            List.of(new TextEntry("Description", "M\u00fcller & S\u00f6hne, \u6f22")));
    Path file = folder.resolve("result");
    RasterShape shape = new RasterShape(17, 31, 3, 8);

    // When
    List<Note> notes = write(noise(shape), metadata, format, file);

    // Then
    assertThat(notes).isEmpty();
    try (Master read = read(file)) {
      assertThat(read.notes()).isEmpty();
      Metadata kept = read.metadata();
      assertThat(kept.profile()).contains(LINEAR);
      assertThat(kept.xmp()).contains(XMP);
      Resolution resolution = kept.resolution().orElseThrow().in(Unit.INCH);
      assertThat(resolution.x()).isCloseTo(300, within(0.01));
      assertThat(resolution.y()).isCloseTo(600, within(0.01));
      assertThat(Exif.orientation(kept.exif().orElseThrow().bytes()).orElse(1)).isEqualTo(1);
      assertThat(kept.texts().toString()).contains("M\u00fcller & S\u00f6hne, \u6f22");
      if (format != OutputFormat.TIFF) {
        assertThat(kept.exif()).contains(camera(ByteOrder.LITTLE_ENDIAN));
      }
    }
    String said = Witnesses.say("exiftool", file, "-s", "-n", "-a");
    assertThat(said)
        .containsPattern("Model +: Kiev 4\n")
        .containsPattern("ISO +: 400\n")
        .containsPattern("Source +: album 7\n")
        .containsPattern("ProfileDescription +: ")
        .doesNotContain("Warning");
  }

  @ParameterizedTest
  @CsvSource({"1, 16", "3, 16", "2, 16", "4, 8", "1, 8"})
  void grayOfSixteenBitsStaysThatForOthers(int channels, int bits) throws Exception {
    // Given
    RasterShape shape = new RasterShape(17, 31, channels, bits);
    Metadata metadata =
        Metadata.NONE.withProfile(Optional.of(shape.colours() == 1 ? GRAY : LINEAR));
    for (OutputFormat format : List.of(OutputFormat.PNG, OutputFormat.TIFF)) {
      // When
      Path file = folder.resolve("result." + format.extension());
      write(noise(shape), metadata, format, file);

      // Then: the size, the depth and the samples themselves
      String colours = shape.colours() == 1 ? "gray" : "rgb";
      assertThat(Witnesses.say("identify", file, "-format", "%wx%h %z %[channels] "))
          .matches("17x31 " + bits + " s?" + colours + (shape.hasAlpha() ? "a " : " "));
      Path raw = folder.resolve("raw");
      String map = (shape.colours() == 1 ? "gray" : "rgb") + (shape.hasAlpha() ? "a" : "");
      Witnesses.say(
          "stream",
          raw,
          "-map",
          shape.colours() == 1 ? "i" : map,
          "-storage-type",
          bits == 8 ? "char" : "short",
          file.toString());
      if (!shape.hasAlpha()) {
        assertThat(Files.readAllBytes(raw)).isEqualTo(Originals.noise(shape, 5));
      }
      try (Master read = read(file)) {
        assertThat(read.metadata().profile()).isEqualTo(metadata.profile());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(OutputFormat.class)
  void givesTheSameBytesEachTime(OutputFormat format) throws Exception {
    // Given
    RasterShape shape = new RasterShape(700, 300, 3, 16);
    Metadata metadata =
        new Metadata(
            Optional.of(LINEAR),
            Optional.of(new Resolution(118.11, 118.11, Unit.CENTIMETRE)),
            Optional.of(camera(ByteOrder.LITTLE_ENDIAN)),
            Optional.of(XMP),
            List.of(new TextEntry("Software", "scanner 1.0")));

    // When
    Path first = Files.write(folder.resolve("first"), new byte[3_000_000]);
    Path second = folder.resolve("second");
    write(noise(shape), metadata, format, first);
    write(noise(shape), metadata, format, second);

    // Then
    assertThat(first).hasSameBinaryContentAs(second);
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }

  @ParameterizedTest
  @EnumSource(OutputFormat.class)
  void othersSeeWhatWasDone(OutputFormat format) throws Exception {
    // Given
    XmpProvenance.Change change =
        new XmpProvenance.Change(
            DigitalSourceType.COMPOSITE_WITH_TRAINED_ALGORITHMIC_MEDIA,
            "Albumen 0.1",
            "recipe photo@1; fingerprint abc",
            17,
            31,
            format.mostXmp());
    Block stamped = XmpProvenance.stamp(Optional.of(XMP), change).packet();
    Path file = folder.resolve("result");

    // When
    RasterShape shape = new RasterShape(17, 31, 3, 8);
    write(noise(shape), Metadata.NONE.withXmp(Optional.of(stamped)), format, file);

    // Then
    assertThat(Witnesses.say("exiftool", file, "-s", "-n", "-a"))
        .containsPattern("DigitalSourceType +: .*/compositeWithTrainedAlgorithmicMedia\n")
        .containsPattern("HistoryAction +: edited\n")
        .containsPattern("HistorySoftwareAgent +: Albumen 0.1\n")
        .containsPattern("HistoryParameters +: recipe photo@1; fingerprint abc\n")
        .containsPattern("Source +: album 7\n")
        .containsPattern("Orientation +: 1\n")
        .doesNotContain("Warning", "HistoryWhen");
  }

  @Test
  void aTiffOfALotIsABigTiff() throws Exception {
    // Given
    RasterShape shape = new RasterShape(300, 290, 3, 16);
    Metadata metadata =
        Metadata.NONE
            .withProfile(Optional.of(LINEAR))
            .withExif(Optional.of(camera(ByteOrder.LITTLE_ENDIAN)));
    Path file = folder.resolve("big.tif");
    List<Note> notes = new ArrayList<>();

    // When: told that files end at 100 kB
    TiffEncoder.write(noise(shape), metadata, file, 100_000, notes);

    // Then
    assertThat(Files.readAllBytes(file)).startsWith('I', 'I', 43, 0);
    assertThat(notes).extracting(Note::kind).containsExactly(Kind.METADATA_DROPPED);
    try (Master read = read(file)) {
      assertThat(samples(read)).isEqualTo(Originals.noise(shape, 5));
      assertThat(read.metadata().profile()).contains(LINEAR);
    }
  }

  @Test
  void saysWhatHasNoPlaceInTheFormat() throws Exception {
    // Given
    RasterShape shape = new RasterShape(5, 4, 3, 8);
    Block longXmp = Block.of(new byte[JpegMarkers.MOST_XMP + 1]);
    Metadata metadata =
        Metadata.NONE
            .withXmp(Optional.of(longXmp))
            .withTexts(
                List.of(
                    new TextEntry("Comment", "from the attic"),
                    new TextEntry("Creation Time", "in spring")));

    // When
    List<Note> jpeg = write(noise(shape), metadata, OutputFormat.JPEG, folder.resolve("a"));
    List<Note> tiff = write(noise(shape), metadata, OutputFormat.TIFF, folder.resolve("b"));

    // Then
    assertThat(jpeg).extracting(Note::text).singleElement().asString().contains("XMP");
    assertThat(tiff).extracting(Note::text).hasSize(2).allMatch(text -> text.contains("TIFF"));
    try (Master read = read(folder.resolve("a"))) {
      assertThat(read.metadata().texts())
          .containsExactly(
              new TextEntry("Comment", "from the attic"),
              new TextEntry("Comment", "Creation Time: in spring"));
    }
  }

  @Test
  void jpegTakesAProfileOfSeveralSegments() throws Exception {
    // Given: a profile with a long private tag
    byte[] profile = java.util.Arrays.copyOf(LINEAR.bytes(), 200_000);
    ByteBuffer.wrap(profile).putInt(0, profile.length);
    Metadata metadata = Metadata.NONE.withProfile(Optional.of(Block.of(profile)));

    // When
    Path file = folder.resolve("result.jpg");
    write(noise(new RasterShape(5, 4, 3, 8)), metadata, OutputFormat.JPEG, file);

    // Then
    try (Master read = read(file)) {
      assertThat(read.metadata().profile()).isEqualTo(metadata.profile());
    }
  }

  @ParameterizedTest
  @CsvSource({"95, 1x1", "90, 1x1", "89, 2x2", "1, 2x2"})
  void fullChromaIsForHighQuality(int quality, String sampling) throws Exception {
    // When
    Path file = folder.resolve("result.jpg");
    MasterWriter.write(
        noise(new RasterShape(40, 40, 3, 8)),
        Metadata.NONE,
        new OutputSettings(OutputFormat.JPEG, quality),
        file);

    // Then: of the first component, in the frame header
    byte[] bytes = Files.readAllBytes(file);
    int frame = new String(bytes, ISO_8859_1).indexOf("\u00ff\u00c0");
    assertThat((bytes[frame + 11] >> 4) + "x" + (bytes[frame + 11] & 15)).isEqualTo(sampling);
  }

  @Test
  void leavesTheOldFileWhenItFails() throws Exception {
    // Given: a raster whose samples are gone
    Path file = Files.writeString(folder.resolve("result"), "before");
    Raster closed = noise(new RasterShape(5, 4, 3, 8));
    closed.close();

    for (OutputFormat format : OutputFormat.values()) {
      // When
      assertThatThrownBy(() -> write(closed, Metadata.NONE, format, file))
          .isInstanceOf(IllegalStateException.class);

      // Then
      assertThat(file).hasContent("before");
      assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }
  }

  /** Make and model, and in a directory of its own the sensitivity; sizes of 17x31. */
  private static Block camera(ByteOrder order) {
    ByteBuffer exif = ByteBuffer.allocate(125).order(order);
    byte mark = (byte) (order == ByteOrder.LITTLE_ENDIAN ? 'I' : 'M');
    exif.put(mark).put(mark).putShort((short) 42).putInt(8);
    exif.putShort((short) 3);
    entry(exif, 0x10f, 2, 8, 50);
    entry(exif, 0x110, 2, 7, 58);
    entry(exif, 0x8769, 4, 1, 66);
    exif.putInt(0);
    exif.put("Arsenal\0Kiev 4\0\0".getBytes(ISO_8859_1));
    exif.putShort((short) 4);
    exif.putShort((short) 0x8827)
        .putShort((short) 3)
        .putInt(1)
        .putShort((short) 400)
        .putShort((short) 0);
    exif.putShort((short) 0x9000).putShort((short) 7).putInt(4).put("0232".getBytes(ISO_8859_1));
    entry(exif, 0xa002, 4, 1, 17);
    entry(exif, 0xa003, 4, 1, 31);
    exif.putInt(0);
    return Block.of(java.util.Arrays.copyOf(exif.array(), exif.position() + 1));
  }

  private static void entry(ByteBuffer to, int tag, int type, int count, int value) {
    to.putShort((short) tag).putShort((short) type).putInt(count).putInt(value);
  }

  private static Raster noise(RasterShape shape) {
    return Raster.over(shape, ByteBuffer.wrap(Originals.noise(shape, 5)));
  }

  private static List<Note> write(Raster raster, Metadata metadata, OutputFormat format, Path file)
      throws IOException {
    return MasterWriter.write(raster, metadata, OutputSettings.of(format), file);
  }

  private static Master read(Path file) throws Exception {
    return MasterReader.read(file, ReadLimits.DEFAULT, RasterRoom.onHeap());
  }

  private static byte[] samples(Master master) throws Exception {
    ByteBuffer samples = ByteBuffer.allocate((int) master.shape().bytes());
    master.raster().read(0, 0, master.width(), master.height(), samples);
    return samples.array();
  }
}
