package org.albumen.common.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import org.albumen.common.job.ObjectRef;
import org.albumen.common.job.ObjectSource;
import org.albumen.common.job.SeedSource;
import org.albumen.common.job.Target;
import org.albumen.common.recipe.ImageFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResultKeysTest {
  private static final Fingerprint FINGERPRINT = new Fingerprint("0123456789abcdef".repeat(4));

  @ParameterizedTest
  @CsvSource({
    "a/b.c/d.jpg, a/b.c/d",
    "a/b.c/d, a/b.c/d",
    "x, x",
    ".hidden, .hidden",
    "dir/.hidden, dir/.hidden",
    "dir/.hidden.jpg, dir/.hidden",
    "no.ext.tiff, no.ext",
    "ends.with., ends.with",
    "/lead/scan.png, lead/scan",
    "Fotoğraf/élan 1.jpeg, Fotoğraf/élan 1",
    "写真/一.jpg, 写真/一",
    "a+b%2Fc.jpg, a+b%2Fc",
  })
  void theStemIsTheKeyWithoutItsLastSuffix(String key, String stem) {
    assertThat(ResultKeys.stem(key)).isEqualTo(stem);
  }

  @Test
  void resultAndSidecarLieTogetherBelowThePrefix() {
    // Given
    Target target = new Target("out", "restored");

    // When
    ResultKeys keys =
        ResultKeys.of(target, ObjectSource.of("in", "a/b.c/d.jpg"), FINGERPRINT, "png");

    // Then
    assertThat(keys.image())
        .isEqualTo(new ObjectRef("out", "restored/a/b.c/d.0123456789abcdef.png"));
    assertThat(keys.sidecar())
        .isEqualTo(new ObjectRef("out", "restored/a/b.c/d.0123456789abcdef.json"));
  }

  @Test
  void resultsAndWhatDescribesThemAreKnownByTheirNames() {
    for (ImageFormat format : ImageFormat.values()) {
      ResultKeys keys =
          ResultKeys.of(
              new Target("out", "restored"),
              ObjectSource.of("in", "a/b.c/d.jpg"),
              FINGERPRINT,
              format.extension());
      assertThat(keys.all()).hasSize(4).allMatch(ref -> ResultKeys.isResult(ref.key()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "d.jpg",
        "d.0123456789abcdef.gif",
        "d.0123456789ABCDEF.png",
        "d.0123456789abcde.png",
        "0123456789abcdef.png",
        ".0123456789abcdef.png",
        "d.0123456789abcdef.png/e.jpg",
      })
  void sourcesAreNoResults(String key) {
    assertThat(ResultKeys.isResult(key)).isFalse();
  }

  @Test
  void aSeedIsNamedAsThePublishedToolsDo() {
    // Given
    Target target = new Target("out", "faces");

    // When
    ResultKeys keys = ResultKeys.of(target, new SeedSource(7), FINGERPRINT, "png");

    // Then
    assertThat(keys.image()).isEqualTo(new ObjectRef("out", "faces/seed0007.0123456789abcdef.png"));
    assertThat(keys.sidecar())
        .isEqualTo(new ObjectRef("out", "faces/seed0007.0123456789abcdef.json"));
  }
}
