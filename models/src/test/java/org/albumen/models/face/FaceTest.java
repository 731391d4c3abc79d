package org.albumen.models.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import org.albumen.models.imaging.Photograph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaceTest {
  @Test
  void keepsTheSurestOfOverlappingFacesInAFixedOrder() {
    // Given
    Face sure = face(100, 0.9);
    Face same = face(104, 0.8);
    Face left = face(10, 0.7);
    Face right = face(300, 0.7);

    // When
    List<Face> distinct = RetinaFace.distinct(List.of(right, same, left, sure));

    // Then
    assertThat(distinct).containsExactly(sure, left, right);
  }

  @Test
  void measuresOverlap() {
    assertThat(face(0, 1).intersectionOverUnion(face(25, 1))).isCloseTo(1.0 / 3, within(1e-9));
    assertThat(face(0, 1).intersectionOverUnion(face(50, 1))).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "96, 6.666666666666667",
    "496, 2.0 1.2903225806451613",
    "2560, 1.0 0.25",
    "8000, 1.0 0.25 0.08"
  })
  void searchesSmallPhotographsDoubledAndLargeOnesInSteps(int side, String scales) {
    assertThat(View.scales(side, side / 2).stream().map(String::valueOf).toList())
        .isEqualTo(List.of(scales.split(" ")));
  }

  @Test
  void mapsAViewBackToThePhotograph() {
    // Given: a photograph seen at half its size, from the view's second row and column
    Photograph level = Photograph.black(1000, 900);
    View view = new View(level, 360, 260, 0.5, 0.5);

    // When
    Face face = view.face(-400, 20, 500, 700, 1, Collections.nCopies(5, view.toPhotograph(10, 20)));

    // Then: clipped where the photograph ends
    assertThat(face.x()).isZero();
    assertThat(face.y()).isEqualTo(560);
    assertThat(face.width()).isEqualTo(920);
    assertThat(face.height()).isEqualTo(1240);
    assertThat(face.landmarks().get(4)).isEqualTo(new Landmark(740, 560));
  }

  @Test
  void knowsWhichBoxesAreCut() {
    // Given
    Photograph level = Photograph.black(1000, 640);

    // Then: only edges within the photograph cut
    assertThat(new View(level, 0, 0, 1, 1).cuts(-5, -5, 100, 700)).isFalse();
    assertThat(new View(level, 0, 0, 1, 1).cuts(600, 5, 60, 60)).isTrue();
    assertThat(new View(level, 360, 0, 1, 1).cuts(600, 5, 60, 60)).isFalse();
    assertThat(new View(level, 360, 0, 1, 1).cuts(-1, 5, 60, 60)).isTrue();
  }

  private static Face face(double x, double score) {
    return new Face(x, 10, 50, 60, score, Collections.nCopies(5, new Landmark(x, 20)));
  }
}
