package org.albumen.models.face.align;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.albumen.models.face.Face;
import org.albumen.models.face.Landmark;
import org.albumen.models.face.warp.Affine;
import org.albumen.models.imaging.PartedPhotograph;
import org.albumen.models.imaging.Photograph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlignmentTest {
  private static final String ORACLE = "facexlib-restore/";

  @Test
  void leavesOutTheLandmarksThatOpenCvLeavesOut() throws Exception {
    // Given: sixty sets of landmarks, of which a third has points that lie badly.
    JsonNode rows = FacexlibCase.json(ORACLE + "similarity-table.json").get("rows");

    for (JsonNode row : rows) {
      // When
      Alignment alignment =
          Alignment.of(FacexlibCase.face(row.get("landmarks")), Template.ffhq(512)).orElseThrow();

      // Then
      Affine expected = FacexlibCase.affine(row.get("lmeds_matrix"));
      assertThat(FacexlibCase.difference(alignment.toCrop(), expected)).isZero();
    }
    assertThat(rows).hasSize(60);
  }

  @ParameterizedTest
  @ValueSource(strings = {"case-a-up1-square", "case-b-up2-square", "case-d-gray"})
  void cropsAndWaysBackAreThoseOfFacexlib(String name) throws Exception {
    // Given
    JsonNode json = FacexlibCase.json(ORACLE + name + ".json");
    Photograph photograph = FacexlibCase.image(ORACLE + name + "-photo.png");
    for (int i = 0; i < json.get("faces").size(); i++) {
      JsonNode face = json.get("faces").get(i);

      // When
      Alignment alignment =
          Alignment.of(FacexlibCase.face(face.get("landmarks")), Template.ffhq(512)).orElseThrow();
      Photograph crop = alignment.crop(photograph);

      // Then: exactly, gray beyond the photograph's edges included.
      Affine back = FacexlibCase.affine(face.get("inverse_affine_with_offset"));
      int scale = json.get("upscale_factor").asInt();
      assertThat(FacexlibCase.difference(alignment.toResult(scale), back)).isZero();
      Photograph expected = FacexlibCase.image(ORACLE + name + "-crop" + i + ".png");
      assertThat(FacexlibCase.differing(crop, expected, 0)).isZero();
    }
  }

  @Test
  void cropsAndMatricesForGpenAreThoseOfGpen() throws Exception {
    // Given
    JsonNode json = FacexlibCase.json("gpen-align/gpen-align.json");
    Photograph photograph = FacexlibCase.image("gpen-align/photo.png");
    Template template = Template.gpen(512);
    for (int i = 0; i < Face.LANDMARKS; i++) {
      JsonNode point = json.get("reference_points").get(i);
      assertThat(template.points().get(i).x()).isCloseTo(point.get(0).asDouble(), within(2e-5));
      assertThat(template.points().get(i).y()).isCloseTo(point.get(1).asDouble(), within(2e-5));
    }
    for (int i = 0; i < json.get("faces").size(); i++) {
      JsonNode face = json.get("faces").get(i);

      // When
      Alignment alignment =
          Alignment.of(FacexlibCase.face(face.get("landmarks_xy")), template).orElseThrow();
      Photograph crop = alignment.crop(photograph);

      // Then
      Affine there = FacexlibCase.affine(face.get("tfm"));
      Affine back = FacexlibCase.affine(face.get("tfm_inv"));
      requireNear(alignment.toCrop(), there);
      requireNear(alignment.toResult(1), back);
      Photograph expected = FacexlibCase.image("gpen-align/crop" + i + ".png");
      assertThat(FacexlibCase.differing(crop, expected, 1))
          .isLessThanOrEqualTo(expected.rgb().capacity() / 1000);
    }
  }

  @Test
  void readsOnlyWhatLiesBelowTheCropAndInSmallPieces() throws Exception {
    // Given: a face whose crop covers about 600 x 600 pixels in the middle of a large scan.
    int side = 20_000;
    List<int[]> asked = new ArrayList<>();
    PartedPhotograph scan = recording(side, asked);
    Face face = face(10_000, 10_000, 150);

    // When
    Alignment.of(face, Template.ffhq(512)).orElseThrow().crop(scan);

    // Then
    assertThat(asked).isNotEmpty();
    for (int[] view : asked) {
      assertThat(view[0]).isBetween(9_500, 10_500);
      assertThat(view[1]).isBetween(9_500, 10_500);
      assertThat(Math.max(view[2], view[3])).isLessThan(200);
    }
  }

  @Test
  void aCropIsTheSameFromPartsOfThePhotograph() throws Exception {
    // Given: the crop in one piece of OpenCV's own warp is the recorded one, see above; here one
    // that leaves the photograph on two sides.
    Photograph photograph = FacexlibCase.image(ORACLE + "case-b-up2-square-photo.png");
    Alignment alignment = Alignment.of(face(300, 12, 30), Template.ffhq(512)).orElseThrow();

    // When
    Photograph crop = alignment.crop(photograph);

    // Then: the gray beyond the photograph is there, and so is the photograph.
    assertThat(crop.rgb().get(0)).isEqualTo((byte) 132);
    assertThat(crop.rgb().get(2)).isEqualTo((byte) 135);
    int middle = (256 * 512 + 256) * 3;
    assertThat(crop.rgb().get(middle)).isNotEqualTo((byte) 132);
  }

  @Test
  void aFaceBesideThePhotographIsAllGray() throws Exception {
    // Given
    Photograph photograph = Photograph.black(40, 30);
    Alignment alignment = Alignment.of(face(900, 700, 30), Template.ffhq(64)).orElseThrow();

    // When
    Photograph crop = alignment.crop(photograph);

    // Then
    for (int i = 0; i < crop.rgb().capacity(); i++) {
      assertThat(crop.rgb().get(i) & 0xff).isBetween(132, 135);
    }
  }

  @Test
  void threePointsLayTheMouthsMiddleAndTheEyes() {
    // Given: a face whose nose is nowhere.
    List<Landmark> points = new ArrayList<>(face(100, 100, 40).landmarks());
    points.set(2, new Landmark(-500, 900));
    Face face = new Face(0, 0, 1, 1, 1, points);

    // When
    Affine toCrop = Alignment.of(face, Template.ffhqThreePoints(512)).orElseThrow().toCrop();

    // Then
    Landmark eye = face.landmarks().get(0);
    assertThat(toCrop.x(eye.x(), eye.y())).isCloseTo(192, within(6.0));
    assertThat(toCrop.y(eye.x(), eye.y())).isCloseTo(240, within(6.0));
  }

  @Test
  void landmarksOfNoFaceFitNothing() {
    List<List<Landmark>> none =
        List.of(
            Collections.nCopies(5, new Landmark(7, 7)),
            Collections.nCopies(5, new Landmark(Double.NaN, 7)),
            face(100, 100, 1e-4).landmarks(),
            face(100, 100, 1e7).landmarks(),
            face(1e12, 100, 40).landmarks());
    for (List<Landmark> points : none) {
      Face face = new Face(0, 0, 1, 1, 1, points);

      assertThat(Alignment.of(face, Template.ffhq(512))).as("%s", points).isEmpty();
      assertThat(Alignment.of(face, Template.gpen(512))).as("%s", points).isEmpty();
    }
  }

  /**
   * GPEN calculates with 32-bit floats in between, so that shifts are off by parts in a million.
   */
  private static void requireNear(Affine actual, Affine expected) {
    assertThat(actual.a()).isCloseTo(expected.a(), within(1e-6));
    assertThat(actual.b()).isCloseTo(expected.b(), within(1e-6));
    assertThat(actual.d()).isCloseTo(expected.d(), within(1e-6));
    assertThat(actual.e()).isCloseTo(expected.e(), within(1e-6));
    assertThat(actual.c() / expected.c()).isCloseTo(1, within(1e-6));
    assertThat(actual.f() / expected.f()).isCloseTo(1, within(1e-6));
  }

  /** An upright face, its eyes so far apart. */
  private static Face face(double x, double y, double eyes) {
    List<Landmark> points = new ArrayList<>();
    for (Landmark point : Template.ffhq(512).points()) {
      double factor = eyes / 126;
      points.add(new Landmark(x + (point.x() - 256) * factor, y + (point.y() - 256) * factor));
    }
    return new Face(x - 1, y - 1, 2, 2, 1, points);
  }

  private static PartedPhotograph recording(int side, List<int[]> asked) {
    return new PartedPhotograph() {
      @Override
      public int width() {
        return side;
      }

      @Override
      public int height() {
        return side;
      }

      @Override
      public Photograph view(int x, int y, int width, int height) {
        asked.add(new int[] {x, y, width, height});
        return Photograph.black(width, height);
      }
    };
  }
}
