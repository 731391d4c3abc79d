package org.albumen.models.face.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.albumen.models.face.Face;
import org.albumen.models.face.Landmark;
import org.albumen.models.face.restore.FaceSelection.Which;
import org.junit.jupiter.api.Test;

class FaceSelectionTest {
  private static final Face LARGE = face(0, 0, 80, 0.9);
  private static final Face CENTRAL = face(80, 85, 40, 0.95);
  private static final Face SMALL = face(150, 10, 8, 0.99);
  private static final Face UNSURE = face(100, 100, 60, 0.6);
  private static final List<Face> FACES = List.of(SMALL, CENTRAL, LARGE, UNSURE);

  @Test
  void everyFaceIsToldWhyItIsNotRestored() {
    // Given: eyes are half a face's width apart.
    FaceSelection selection = new FaceSelection(Which.ALL, 0.8, 5, 100);

    // When, then
    assertThat(words(selection)).containsExactly("too_small", "", "", "low_confidence");
  }

  @Test
  void theLargestAndTheCentralAreFoundAmongThoseThatAreFit() {
    assertThat(words(new FaceSelection(Which.LARGEST, 0.8, 5, 100)))
        .containsExactly("too_small", "skipped", "", "low_confidence");
    assertThat(words(new FaceSelection(Which.CENTRAL, 0.8, 5, 100)))
        .containsExactly("too_small", "", "skipped", "low_confidence");
  }

  @Test
  void ofTooManyTheLargestRemain() {
    assertThat(words(new FaceSelection(Which.ALL, 0, 1, 2)))
        .containsExactly("skipped", "skipped", "", "");
  }

  @Test
  void unsureFacesAreLookedForSoThatTheyAreMentioned() {
    assertThat(new FaceSelection(Which.ALL, 0.97, 5, 1).detectionScore()).isEqualTo(0.5);
    assertThat(new FaceSelection(Which.ALL, 0.2, 5, 1).detectionScore()).isEqualTo(0.2);
  }

  @Test
  void impossibleNumbersAreRefusedByName() {
    assertThatThrownBy(() -> new FaceSelection(Which.ALL, Double.NaN, 5, 1))
        .hasMessageContaining("minScore");
    assertThatThrownBy(() -> new FaceSelection(Which.ALL, 0.8, 0, 1))
        .hasMessageContaining("minEyes");
    assertThatThrownBy(() -> new FaceSelection(Which.ALL, 0.8, 5, 0))
        .hasMessageContaining("maxFaces");
  }

  private static List<String> words(FaceSelection selection) {
    return selection.judge(FACES, 200, 200).stream()
        .map(outcome -> outcome.map(FaceOutcome::word).orElse(""))
        .toList();
  }

  private static Face face(double x, double y, double side, double score) {
    Landmark left = new Landmark(x + side / 4, y + side / 3);
    Landmark right = new Landmark(x + side * 3 / 4, y + side / 3);
    Landmark other = new Landmark(x + side / 2, y + side / 2);
    return new Face(x, y, side, side, score, List.of(left, right, other, other, other));
  }
}
