package org.albumen.models.face.paste;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.albumen.models.face.align.Alignment;
import org.albumen.models.face.align.FacexlibCase;
import org.albumen.models.face.align.Template;
import org.albumen.models.face.warp.Affine;
import org.albumen.models.face.warp.Area;
import org.albumen.models.face.warp.Pixels;
import org.albumen.models.face.warp.Warp;
import org.albumen.models.imaging.Photograph;
import org.albumen.models.oracle.Fixtures;
import org.albumen.models.oracle.Safetensors;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class FacePatchTest {
  private static final Logger LOG = LoggerFactory.getLogger(FacePatchTest.class);
  private static final String ORACLE = "facexlib-restore/";

  @ParameterizedTest
  @ValueSource(
      strings = {"case-a-up1-square", "case-b-up2-square", "case-c-up2-parse", "case-d-gray"})
  void pastesAsFacexlibDoes(String name) throws Exception {
    // Given
    JsonNode json = FacexlibCase.json(ORACLE + name + ".json");
    Photograph photograph = FacexlibCase.image(ORACLE + name + "-photo.png");
    Photograph expected = FacexlibCase.image(ORACLE + name + "-pasted.png");
    Photograph background = lanczos(photograph, json.get("upscale_factor").asInt());

    // When
    Photograph pasted = PasteBack.onto(background, patches(json));

    // Then
    int unequal = FacexlibCase.differing(pasted, expected, 0);
    LOG.info("{}: {} of {} samples differ", name, unequal, expected.rgb().capacity());
    assertThat(FacexlibCase.differing(pasted, expected, 1)).isZero();
    assertThat(unequal).isLessThanOrEqualTo(expected.rgb().capacity() / 10_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"case-a-up1-square", "case-b-up2-square", "case-c-up2-parse", "case-d-gray"})
  void masksAreThoseOfFacexlib(String name) throws Exception {
    // Given
    JsonNode json = FacexlibCase.json(ORACLE + name + ".json");
    var arrays = Safetensors.read(Fixtures.root().resolve(ORACLE + name + "-masks.safetensors"));
    List<FacePatch> patches = patches(json);
    for (int i = 0; i < patches.size(); i++) {
      var expected = Objects.requireNonNull(arrays.get("soft_mask" + i + "_stride4"));
      Area bounds = patches.get(i).bounds();

      // When
      float[] mask = patches.get(i).render(bounds).mask();

      // Then
      int columns = (int) expected.shape()[1];
      for (int at = 0; at < expected.values().length; at++) {
        int x = at % columns * 4;
        int y = at / columns * 4;
        boolean inside = !new Area(x, y, 1, 1).within(bounds).isEmpty();
        float share = inside ? mask[(y - bounds.y()) * bounds.width() + x - bounds.x()] : 0;
        assertThat(share).isCloseTo(expected.values()[at], within(1e-6f));
      }
      double sum = 0;
      for (float share : mask) {
        sum += share;
      }
      assertThat(sum).isCloseTo(json.at("/faces/" + i + "/soft_mask/sum").asDouble(), within(1e-2));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"case-b-up2-square", "case-c-up2-parse"})
  void aPartIsThatPartOfTheWhole(String name) throws Exception {
    // Given
    FacePatch patch = patches(FacexlibCase.json(ORACLE + name + ".json")).get(1);
    Area bounds = patch.bounds();
    PatchPixels whole = patch.render(bounds);
    for (Area part :
        List.of(
            new Area(bounds.x() + 17, bounds.y() + 33, 50, 41),
            new Area(bounds.right() - 31, bounds.y(), 31, 7),
            new Area(bounds.x() + 90, bounds.bottom() - 1, 1, 1))) {
      // When
      PatchPixels pixels = patch.render(part);

      // Then
      for (int i = 0; i < pixels.mask().length; i++) {
        int x = part.x() + i % part.width() - bounds.x();
        int y = part.y() + i / part.width() - bounds.y();
        int at = y * bounds.width() + x;
        assertThat(pixels.mask()[i]).isCloseTo(whole.mask()[at], within(1e-6f));
        for (int c = 0; c < 3; c++) {
          assertThat(pixels.rgb()[3 * i + c]).isEqualTo(whole.rgb()[3 * at + c]);
        }
      }
    }
  }

  @Test
  void aWarpOfARectangleIsOpenCvsWarpOfTheWhole() throws Exception {
    // Given
    Photograph face = FacexlibCase.image(ORACLE + "restored0.png");
    Affine there = new Affine(0.71, -0.23, 61.7, 0.23, 0.71, -40.2);
    Area part = new Area(101, 57, 300, 211);
    try (Mat source = Pixels.of(face);
        Mat whole = new Mat();
        Mat matrix = new Mat(2, 3, opencv_core.CV_64FC1);
        Size size = new Size(640, 480);
        Scalar black = new Scalar(0)) {
      matrix
          .<DoubleBuffer>createBuffer()
          .put(new double[] {there.a(), there.b(), there.c(), there.d(), there.e(), there.f()});
      opencv_imgproc.warpAffine(source, whole, matrix, size);

      // When
      try (Mat warped = Warp.by(there).warp(source, 0, 0, part, black)) {
        // Then
        Photograph expected = Pixels.photograph(whole);
        Photograph actual = Pixels.photograph(warped);
        for (int y = 0; y < part.height(); y++) {
          for (int i = 0; i < part.width() * 3; i++) {
            byte there1 = expected.rgb().get(((part.y() + y) * 640 + part.x()) * 3 + i);
            assertThat(actual.rgb().get(y * part.width() * 3 + i)).isEqualTo(there1);
          }
        }
      }
    }
  }

  @Test
  void aSmallFaceFarOutInALargeScanIsWarpedToo() {
    // Given: a crop of 2048 pixels that becomes 20 pixels at (39990, 39990).
    Affine there = new Affine(0.01, 0, 39_990, 0, 0.01, 39_990);
    try (Scalar white = new Scalar(255);
        Scalar black = new Scalar(0);
        Mat source = new Mat(2048, 2048, opencv_core.CV_8UC1, white);
        // When
        Mat warped = Warp.by(there).warp(source, 0, 0, new Area(39_980, 40_000, 20, 1), black)) {
      // Then
      ByteBuffer row = warped.createBuffer();
      for (int x = 0; x < 20; x++) {
        assertThat(row.get(x) & 0xff).isEqualTo(x < 10 ? 0 : 255);
      }
    }
  }

  @Test
  void nothingIsToBeSeenBeyondTheBounds() throws Exception {
    // Given: the mask of everything, calculated as one.
    JsonNode json = FacexlibCase.json(ORACLE + "case-b-up2-square.json");
    FacePatch patch = patches(json).get(1);
    Affine toResult = alignment(json.get("faces").get(1)).toResult(2);

    // When
    double[] all = new SquareMask(toResult, 512, 2, Area.of(640, 480)).render(Area.of(640, 480));

    // Then
    int seen = 0;
    for (int i = 0; i < all.length; i++) {
      boolean within = !new Area(i % 640, i / 640, 1, 1).within(patch.bounds()).isEmpty();
      assertThat(within || all[i] == 0).isTrue();
      seen += all[i] > 0 ? 1 : 0;
    }
    assertThat(seen).isGreaterThan(10_000);
  }

  @Test
  void asksForPixelsElsewhereAreRefused() throws Exception {
    FacePatch patch = patches(FacexlibCase.json(ORACLE + "case-a-up1-square.json")).get(0);

    assertThatThrownBy(() -> patch.render(patch.bounds().grown(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aFaceOfAFewPixelsHasAMask() {
    // Given: a crop that becomes ten pixels wide.
    Affine toResult = new Affine(0.02, 0, 20, 0, 0.02, 20);

    // When
    double[] mask = new SquareMask(toResult, 512, 1, Area.of(64, 64)).render(Area.of(64, 64));

    // Then
    assertThat(mask[25 * 64 + 25]).isEqualTo(1);
    assertThat(mask[10 * 64 + 10]).isZero();
  }

  private static List<FacePatch> patches(JsonNode json) throws Exception {
    int scale = json.get("upscale_factor").asInt();
    Area frame = Area.of(json.at("/out_shape/1").asInt(), json.at("/out_shape/0").asInt());
    List<FacePatch> patches = new ArrayList<>();
    for (int i = 0; i < json.get("faces").size(); i++) {
      Photograph face = FacexlibCase.image(ORACLE + "restored" + i + ".png");
      FaceClasses classes = json.get("use_parse").asBoolean() ? classes(i) : null;
      patches.add(FacePatch.of(face, alignment(json.get("faces").get(i)), classes, scale, frame));
    }
    return patches;
  }

  private static Alignment alignment(JsonNode face) {
    return Alignment.of(FacexlibCase.face(face.get("landmarks")), Template.ffhq(512)).orElseThrow();
  }

  private static FaceClasses classes(int face) throws Exception {
    Photograph labels = FacexlibCase.image(ORACLE + "parse-labels" + face + ".png");
    byte[] classes = new byte[512 * 512];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = labels.rgb().get(3 * i);
    }
    return new FaceClasses(512, classes);
  }

  private static Photograph lanczos(Photograph photograph, int scale) {
    if (scale == 1) {
      return photograph;
    }
    try (Mat from = Pixels.of(photograph);
        Mat to = new Mat();
        Size size = new Size(photograph.width() * scale, photograph.height() * scale)) {
      opencv_imgproc.resize(from, to, size, 0, 0, opencv_imgproc.INTER_LANCZOS4);
      return Pixels.photograph(to);
    }
  }
}
