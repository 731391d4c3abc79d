package org.albumen.worker.restore;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.albumen.common.codec.Json;
import org.albumen.common.config.ConfigLoader;
import org.albumen.common.event.FaceFinding;
import org.albumen.common.event.FaceOutcome;
import org.albumen.common.event.PhotoOutcome;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.recipe.Recipe;
import org.albumen.common.recipe.RestoreRecipe;
import org.albumen.common.sidecar.SourceImage;
import org.albumen.models.fixture.TinyModels;
import org.albumen.models.imaging.metadata.DigitalSourceType;
import org.albumen.models.imaging.raster.RasterShape;
import org.albumen.worker.budget.Need;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recipes with a face network, from file to file: the real detector, tiny networks. */
@Timeout(240)
class ModelRestorerIT {
  private static final String FACES = "'network': '" + TinyModels.FACES + "'";
  private static final String PARSED = FACES + ", 'parser': '" + TinyModels.PARSER + "'";
  private static final String BROKEN = "'network': '" + TinyModels.BROKEN_FACES + "'";
  private static final String AT_SIZE = "'upscaler': 'none', 'scale': 1";
  private static final String PORTRAIT = "astronaut.png";
  private static final String COMPOSITE =
      DigitalSourceType.COMPOSITE_WITH_TRAINED_ALGORITHMIC_MEDIA.uri();
  private static final String ENHANCED = DigitalSourceType.ALGORITHMICALLY_ENHANCED.uri();

  @TempDir private static Path models;
  private static ModelRestorer restorer;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws Exception {
    restorer =
        ModelRestorer.of(
            ConfigLoader.load(
                null,
                Map.of(
                    "albumen.models.cards",
                    TinyModels.in(models).cards().toString(),
                    "albumen.worker.threads",
                    "2")));
    restorer.pull(recipe("'upscaler': '" + TinyModels.UPSCALER + "', 'scale': 2", PARSED), l -> {});
    restorer.pull(recipe(AT_SIZE, BROKEN), l -> {});
  }

  @AfterAll
  static void stop() {
    restorer.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aScanKeepsWhatIsNoFaceAndAllThatIsSaidOfIt(boolean colour) throws Exception {
    // Given
    Path source =
        colour
            ? Originals.colour(folder.resolve("scan.tif"), PORTRAIT)
            : Originals.gray(folder.resolve("scan.tif"), PORTRAIT);

    // When
    Done done = restore(source, recipe(AT_SIZE + ", 'mask': true", PARSED));

    // Then: what it is, and what is said beside the samples
    Picture before = Picture.of(source);
    Picture after = Picture.of(done.result());
    assertThat(after.shape()).isEqualTo(before.shape());
    assertThat(after.shape().bits()).isEqualTo(16);
    assertThat(after.metadata().profile()).isPresent().isEqualTo(before.metadata().profile());
    assertThat(after.metadata().resolution()).contains(Originals.RESOLUTION);
    assertThat(new String(after.metadata().exif().orElseThrow().bytes(), ISO_8859_1))
        .contains(Originals.SCANNER);
    requireSourceType(done.result(), COMPOSITE);

    // Then: the face is another, what is around it is what it was, and the mask says which is which
    assertThat(done.said().outcome()).isEqualTo(PhotoOutcome.RESTORED);
    assertThat(done.said().faces()).hasSize(1);
    FaceFinding face = done.said().faces().get(0);
    assertThat(face.outcome()).isEqualTo(FaceOutcome.RESTORED);
    assertThat(psnr(face)).isBetween(1.0, 60.0);
    Picture mask = Picture.of(done.mask());
    assertThat(mask.shape())
        .isEqualTo(new RasterShape(before.shape().width(), before.shape().height(), 1, 8));
    int marked = 0;
    int changed = 0;
    int changedWithin = 0;
    for (int i = 0; i < before.shape().pixels(); i++) {
      boolean other = !after.pixel(i).equals(before.pixel(i));
      boolean isMarked = mask.pixel(i).get(0) > 0;
      assertThat(!other || isMarked).as("pixel %d", i).isTrue();
      assertThat(!isMarked || isNear(face, i, before.shape().width())).isTrue();
      marked += isMarked ? 1 : 0;
      changed += other ? 1 : 0;
      changedWithin += other && isIn(face, i, before.shape().width()) ? 1 : 0;
    }
    assertThat(changedWithin).isGreaterThan((int) (0.9 * face.width() * face.height() - 500));
    assertThat(changed).isGreaterThan(marked * 9 / 10).isLessThan(before.samples().size() / 2);
    assertThat(done.said().coverage())
        .isPositive()
        .isEqualTo((double) changed / before.shape().pixels());
  }

  @Test
  void theSameBytesAgainAndBesideAnotherPhotograph() throws Exception {
    // Given
    Path source = Originals.gray(folder.resolve("group.tif"), "solvay-1927-centre.jpg");
    Path other = Originals.colour(folder.resolve("other.tif"), PORTRAIT);
    RestoreRecipe recipe = recipe(AT_SIZE + ", 'mask': true", PARSED);
    Done first = restore(source, recipe);

    // When
    ExecutorService beside = Executors.newFixedThreadPool(2);
    try {
      List<CompletableFuture<Done>> both =
          List.of(source, other, source).stream()
              .map(path -> CompletableFuture.supplyAsync(() -> quietly(path, recipe), beside))
              .toList();

      // Then
      assertThat(first.said().faces())
          .hasSizeGreaterThan(5)
          .extracting(FaceFinding::outcome)
          .contains(FaceOutcome.RESTORED);
      for (Done again : List.of(both.get(0).join(), both.get(2).join())) {
        assertThat(again.result()).hasSameBinaryContentAs(first.result());
        assertThat(again.mask()).hasSameBinaryContentAs(first.mask());
        assertThat(again.said().faces()).isEqualTo(first.said().faces());
      }
      assertThat(both.get(1).join().said().outcome()).isEqualTo(PhotoOutcome.RESTORED);
    } finally {
      beside.shutdown();
    }
  }

  @Test
  void aPortraitIsOneFaceOfItsOwnSize() throws Exception {
    // Given
    Path source = Originals.gray(folder.resolve("face.tif"), "grace-hopper.jpg");

    // When
    Done done = restore(source, recipe(AT_SIZE, FACES + ", 'aligned': true"));

    // Then
    Picture before = Picture.of(source);
    Picture after = Picture.of(done.result());
    assertThat(after.shape()).isEqualTo(before.shape());
    assertThat(after.samples()).isNotEqualTo(before.samples());
    assertThat(done.said().coverage()).isGreaterThan(0.99);
    assertThat(done.said().faces())
        .singleElement()
        .satisfies(
            face -> {
              assertThat(face.outcome()).isEqualTo(FaceOutcome.RESTORED);
              assertThat(face.width()).isEqualTo(before.shape().width());
            });
    requireSourceType(done.result(), COMPOSITE);
  }

  @Test
  void aFaceWithoutAnAnswerIsNoSuccess() throws Exception {
    // Given
    Path source = Originals.gray(folder.resolve("scan.tif"), PORTRAIT);

    // When
    Done done = restore(source, recipe(AT_SIZE, BROKEN));

    // Then
    assertThat(done.said().review()).isTrue();
    assertThat(done.said().outcome()).isEqualTo(PhotoOutcome.NEEDS_REVIEW);
    assertThat(done.said().coverage()).isZero();
    assertThat(done.said().faces())
        .singleElement()
        .satisfies(
            face -> {
              assertThat(face.outcome()).isEqualTo(FaceOutcome.FAILED);
              assertThat(face.code()).isEqualTo(FailureCode.OUTPUT_INVALID);
            });
    assertThat(Picture.of(done.result()).samples()).isEqualTo(Picture.of(source).samples());
    requireSourceType(done.result(), ENHANCED);
  }

  @Test
  void aFaceWithoutAnAnswerIsNoSuccessOfAnEnlargedPhotographEither() throws Exception {
    // Given
    Path source = Originals.gray(folder.resolve("scan.tif"), PORTRAIT);

    // When
    Done done = restore(source, recipe("'upscaler': 'lanczos', 'scale': 2", BROKEN));

    // Then
    assertThat(done.said().outcome()).isEqualTo(PhotoOutcome.NEEDS_REVIEW);
    assertThat(done.said().faces())
        .extracting(FaceFinding::outcome)
        .containsExactly(FaceOutcome.FAILED);
  }

  @Test
  void aPortraitWithoutAnAnswerFails() throws Exception {
    // Given
    Path source = Originals.gray(folder.resolve("face.tif"), PORTRAIT);
    RestoreRecipe recipe = recipe(AT_SIZE, BROKEN + ", 'aligned': true");

    // Then
    assertThatThrownBy(() -> restore(source, recipe))
        .isInstanceOfSatisfying(
            AlbumenException.class,
            e -> assertThat(e.code()).isEqualTo(FailureCode.OUTPUT_INVALID));
  }

  @Test
  void thatThereIsNoFaceIsSaid() throws Exception {
    // Given
    Path source = Originals.gradient(folder.resolve("sky.tif"));

    // When
    Done done = restore(source, recipe(AT_SIZE, PARSED));

    // Then
    assertThat(done.said().outcome()).isEqualTo(PhotoOutcome.NO_FACES);
    assertThat(done.said().faces()).isEmpty();
    assertThat(Picture.of(done.result()).samples()).isEqualTo(Picture.of(source).samples());
  }

  @Test
  void aFaceThatAgreesTooLittleIsToBeLookedAt() throws Exception {
    // Given
    Path source = Originals.gray(folder.resolve("scan.tif"), PORTRAIT);

    // When
    Done review = restore(source, agreeing(100, "review"));
    Done blended = restore(source, agreeing(100, "blend"));

    // Then: as the network has it, or not at all, and told in both cases
    assertThat(review.said().outcome()).isEqualTo(PhotoOutcome.NEEDS_REVIEW);
    assertThat(Picture.of(review.mask()).most()).isEqualTo(255);
    assertThat(blended.said().outcome()).isEqualTo(PhotoOutcome.NEEDS_REVIEW);
    assertThat(Picture.of(blended.mask()).most()).isZero();
    assertThat(Picture.of(blended.result()).samples()).isEqualTo(Picture.of(source).samples());
    requireSourceType(blended.result(), ENHANCED);
  }

  @Test
  void aFaceIsBlendedUntilItAgrees() throws Exception {
    // Given
    Path source = Originals.gray(folder.resolve("scan.tif"), PORTRAIT);

    // When
    Done done = restore(source, agreeing(25, "blend"));

    // Then
    assertThat(done.said().outcome()).isEqualTo(PhotoOutcome.RESTORED);
    assertThat(Picture.of(done.mask()).most()).isBetween(1, 128);
    assertThat(psnr(done.said().faces().get(0))).isGreaterThanOrEqualTo(25);
    requireSourceType(done.result(), COMPOSITE);
  }

  @Test
  void eightBitsAreWrittenWhenTheyAreAskedForAndThatIsNoted() throws Exception {
    // Given
    Path source = Originals.colour(folder.resolve("scan.tif"), PORTRAIT);
    RestoreRecipe recipe = recipe(AT_SIZE + ", 'depth': '8', 'mask': true", PARSED, "same");
    assertThat(recipe.formatFor("scan.tif").name()).isEqualTo("TIFF");

    // When
    Done done = restore(source, recipe);

    // Then
    Picture after = Picture.of(done.result());
    assertThat(after.shape().bits()).isEqualTo(8);
    assertThat(after.metadata().profile()).isEqualTo(Picture.of(source).metadata().profile());
    SourceImage image = Objects.requireNonNull(done.said().image());
    assertThat(image.bits()).isEqualTo(16);
    assertThat(image.notes()).extracting(note -> note.kind()).containsExactly("DEPTH_REDUCED");
  }

  @Test
  void anUpscalerAtScaleOneChangesAllAtTheSameSize() throws Exception {
    // Given
    Path source = Originals.gray(folder.resolve("scan.tif"), PORTRAIT);

    // When
    Done done =
        restore(source, recipe("'upscaler': '" + TinyModels.UPSCALER + "', 'scale': 1", PARSED));

    // Then
    Picture before = Picture.of(source);
    Picture after = Picture.of(done.result());
    assertThat(after.shape()).isEqualTo(before.shape());
    assertThat(after.samples()).isNotEqualTo(before.samples());
    assertThat(done.said().coverage()).isGreaterThan(0.99);
    assertThat(done.said().outcome()).isEqualTo(PhotoOutcome.RESTORED);
    assertThat(after.metadata().resolution()).contains(Originals.RESOLUTION);
  }

  @Test
  void lanczosEnlargesAndInventsNothingButFaces() throws Exception {
    // Given
    Path source = Originals.gray(folder.resolve("scan.tif"), PORTRAIT);
    String twice = "'upscaler': 'lanczos', 'scale': 2";

    // When
    Done plain = restore(source, recipe(twice, "'most': null"));
    Done faces = restore(source, recipe(twice + ", 'mask': true", PARSED));

    // Then
    RasterShape before = Picture.of(source).shape();
    RasterShape shape = before.resized(2 * before.width(), 2 * before.height());
    Picture enlarged = Picture.of(plain.result());
    assertThat(enlarged.shape()).isEqualTo(shape);
    assertThat(enlarged.metadata().resolution()).contains(Originals.RESOLUTION.scaled(2, 2));
    assertThat(plain.said().coverage()).isZero();
    assertThat(plain.said().faces())
        .extracting(FaceFinding::outcome)
        .containsExactly(FaceOutcome.DETECTED);
    requireSourceType(plain.result(), ENHANCED);
    Picture restored = Picture.of(faces.result());
    Picture mask = Picture.of(faces.mask());
    assertThat(faces.said().outcome()).isEqualTo(PhotoOutcome.RESTORED);
    assertThat(mask.shape().width()).isEqualTo(shape.width());
    assertThat(mask.most()).isEqualTo(255);
    for (int i = 0; i < shape.pixels(); i++) {
      assertThat(mask.pixel(i).get(0) > 0 || restored.pixel(i).equals(enlarged.pixel(i))).isTrue();
    }
  }

  @Test
  void whatIsNeededIsToldFromTheHeader() throws Exception {
    // Given
    Path small = Originals.gray(folder.resolve("scan.tif"), PORTRAIT);
    Path colour = Originals.colour(folder.resolve("colour.tif"), PORTRAIT);
    Path poem = Files.writeString(folder.resolve("poem.txt"), "no image");
    RestoreRecipe alone = recipe(AT_SIZE, FACES);
    RestoreRecipe upscaled = recipe("'upscaler': '" + TinyModels.UPSCALER + "', 'scale': 4", FACES);

    // When
    Need less = restorer.need(alone, small);
    Need more = restorer.need(upscaled, colour);

    // Then: at least original and result, at most what a small machine has
    long original = Picture.of(small).shape().bytes();
    assertThat(less.memory()).isGreaterThan(2 * original + less.heap());
    assertThat(more.memory()).isGreaterThan(less.memory() + 4 * 4 * original).isLessThan(1L << 31);
    assertThat(less.device()).isZero();
    assertThatThrownBy(() -> restorer.need(alone, poem))
        .isInstanceOfSatisfying(
            AlbumenException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.NOT_AN_IMAGE));
  }

  private static double psnr(FaceFinding face) {
    return Objects.requireNonNull(Objects.requireNonNull(face.consistency()).psnr());
  }

  private static RestoreRecipe agreeing(int psnr, String below) throws Exception {
    String consistency = ", 'consistency': {'minPsnr': %d, 'below': '%s'}".formatted(psnr, below);
    return recipe(AT_SIZE + ", 'mask': true" + consistency, PARSED);
  }

  private static RestoreRecipe recipe(String fields, String faces) throws Exception {
    return recipe(fields, faces, "tiff");
  }

  private static RestoreRecipe recipe(String fields, String faces, String output) throws Exception {
    String json =
        """
        {'name': 'tiny', 'version': 1, 'tile': 256, 'output': '%s', %s,
         'faces': {'detector': 'retinaface-mnet025', 'minScore': 0.8, %s}}"""
            .formatted(output, fields, faces);
    return (RestoreRecipe) Json.read(json.replace('\'', '"').getBytes(UTF_8), Recipe.class);
  }

  private Done quietly(Path source, RestoreRecipe recipe) {
    try {
      return restore(source, recipe);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private Done restore(Path source, RestoreRecipe recipe) throws Exception {
    Path made = Files.createTempDirectory(folder, "made");
    Restorer.Outputs outputs =
        new Restorer.Outputs(made.resolve("result.tif"), made.resolve("mask.png"));
    Restorer.Restored said =
        restorer.restore(recipe, source, outputs, recipe.formatFor(source.toString()), part -> {});
    assertThat(Files.exists(outputs.mask())).isEqualTo(recipe.storesMask());
    return new Done(said, outputs.result(), outputs.mask());
  }

  private static void requireSourceType(Path result, String expected) throws Exception {
    assertThat(new String(Picture.of(result).metadata().xmp().orElseThrow().bytes(), UTF_8))
        .contains(expected);
    Path witness = Path.of("/usr/bin/exiftool");
    if (Files.isExecutable(witness)) {
      Process process =
          new ProcessBuilder(
                  witness.toString(), "-s3", "-n", "-XMP:DigitalSourceType", result.toString())
              .redirectErrorStream(true)
              .start();
      String answer = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertThat(answer.strip()).isEqualTo(expected);
    }
  }

  private static boolean isIn(FaceFinding face, int pixel, int width) {
    return within(face, pixel, width, 0);
  }

  /** Within three times the box: no crop of a face reaches further. */
  private static boolean isNear(FaceFinding face, int pixel, int width) {
    return within(face, pixel, width, 1);
  }

  private static boolean within(FaceFinding face, int pixel, int width, double more) {
    int row = pixel / width;
    double x = pixel % width + 0.5 - face.x();
    double y = row + 0.5 - face.y();
    return x > -more * face.width()
        && x < (1 + more) * face.width()
        && y > -more * face.height()
        && y < (1 + more) * face.height();
  }

  private record Done(Restorer.Restored said, Path result, Path mask) {}
}
