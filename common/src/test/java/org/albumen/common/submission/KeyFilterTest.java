package org.albumen.common.submission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFilterTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.jpg",
        "box 1/A.JPEG",
        "scan.Tif",
        "x.heic",
        "x.psd",
        "x.gif",
        "x.jp2",
        "x.CR2",
        "x.dng",
        "a.b/c.d.png",
        "日記/😀.webp",
        "trailing..jpg",
        "%2Fodd%20name.bmp"
      })
  void anImageBySuffixIsTaken(String key) {
    assertThat(KeyFilter.PHOTOGRAPHS.takes(key)).isTrue();
    assertThat(KeyFilter.ORIGINALS.takes(key)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "README.md",
        "a.json",
        "index.html",
        "no-suffix",
        "folder.jpg/no-suffix",
        "jpg",
        "a.jpg.txt",
        ".jpg",
        "a/.DS_Store",
        "a/._scan.jpg",
        "a.",
        "a.jpg ",
        "scan.ＪＰＧ"
      })
  void anythingElseIsSkippedUnlessAllIsAskedFor(String key) {
    assertThat(KeyFilter.PHOTOGRAPHS.takes(key)).isFalse();
    assertThat(KeyFilter.ORIGINALS.takes(key)).isFalse();
    assertThat(KeyFilter.ALL.takes(key)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.0123456789abcdef.png",
        "box/a b.0123456789abcdef.jpg",
        "a.0123456789abcdef.tif",
        "a.0123456789abcdef.mask.png"
      })
  void aResultIsNoOriginal(String key) {
    assertThat(KeyFilter.ORIGINALS.takes(key)).isFalse();
    assertThat(KeyFilter.PHOTOGRAPHS.takes(key)).isTrue();
  }
}
