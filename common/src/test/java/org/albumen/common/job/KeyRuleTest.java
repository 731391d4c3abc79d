package org.albumen.common.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.SplittableRandom;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRuleTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.jpg",
        "box 1/scan é.tif",
        "写真/一.jpg",
        "emoji \uD83D\uDCF7.jpg",
        "..a/b..c/...jpg",
        ".hidden",
        "a//b.jpg",
        "/a.jpg",
        "a\\b.jpg",
        "%2e%2e/a.jpg",
        "a?b#c&d.jpg",
      })
  void whatS3KeepsAndNothingMistakesIsLetIn(String key) {
    assertThatCode(() -> KeyRule.requireKey("the key", key)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "'..', has a segment '..'",
    "'../a', has a segment '..'",
    "'a/../b', has a segment '..'",
    "'a/..', has a segment '..'",
    "'./a', has a segment '.'",
    "'a/./b', has a segment '.'",
    "'a\\..\\b', has a segment '..'",
    "'..\\a', has a segment '..'",
  })
  void whatCouldLeadOutIsRefused(String key, String problem) {
    assertThat(refusal(key).line())
        .isEqualTo("KEY_NOT_ALLOWED: the key " + problem.replace("''", "'"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\u0000b", "a\nb", "a\u001b[2Jb", "a\u007f", "a\u009bb"})
  void controlCharactersAreRefusedAndNotRepeated(String key) {
    assertThat(refusal(key).line()).isEqualTo("KEY_NOT_ALLOWED: the key has a control character");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\uD800", "a\uDC00b", "\uDC00\uD800"})
  void halfASurrogatePairIsRefused(String key) {
    assertThat(refusal(key).line()).isEqualTo("KEY_NOT_ALLOWED: the key has half a surrogate pair");
  }

  @Test
  void bytesCountNotCharacters() {
    assertThatCode(() -> KeyRule.requireKey("the key", "é".repeat(512))).doesNotThrowAnyException();
    assertThat(refusal("é".repeat(512) + "x").line())
        .isEqualTo("KEY_NOT_ALLOWED: the key has 1025 bytes; 1024 are allowed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "a/", "a/b/", "a/."})
  void prefixesBelowWhichKeysMayLieAreLetIn(String prefix) {
    assertThatCode(() -> KeyRule.requirePrefix("p", prefix)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"../", "a/../", "./", "\u0000"})
  void prefixesBelowWhichNoneMayAreRefused(String prefix) {
    assertThat(
            catchThrowableOfType(AlbumenException.class, () -> KeyRule.requirePrefix("p", prefix)))
        .isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/a/", "a//", "a//b/", "../"})
  void aFolderForResultsHasNoEmptySegment(String folder) {
    AlbumenException refused =
        catchThrowableOfType(AlbumenException.class, () -> KeyRule.requireFolder("p", folder));
    assertThat(refused.code()).isEqualTo(FailureCode.KEY_NOT_ALLOWED);
  }

  /** Whatever is put together of the worst parts: what is let in stays below where it begins. */
  @Test
  void nothingThatIsLetInLeadsOut() {
    String[] parts = {
      "..", ".", "/", "\\", "a", "", "%2e", "~", " ", "\u0000", "..;", "...", "\uD800"
    };
    SplittableRandom random = new SplittableRandom(20260131);
    Path root = Path.of("/bucket");
    int letIn = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder key = new StringBuilder("k");
      for (int part = random.nextInt(8); part >= 0; part--) {
        key.append(parts[random.nextInt(parts.length)]);
      }
      if (isLetIn(key.toString())) {
        letIn++;
        String seenByWindows = key.toString().replace('\\', '/');
        Path resolved = root.resolve(seenByWindows);
        assertThat(resolved.normalize().startsWith(root)).as(seenByWindows).isTrue();
        assertThat(resolved.normalize()).isEqualTo(resolved);
      }
    }
    assertThat(letIn).isBetween(1_000, 19_000);
  }

  private static boolean isLetIn(String key) {
    try {
      KeyRule.requireKey("the key", key);
      return true;
    } catch (AlbumenException e) {
      return false;
    }
  }

  private static AlbumenException refusal(String key) {
    AlbumenException refused =
        catchThrowableOfType(AlbumenException.class, () -> KeyRule.requireKey("the key", key));
    assertThat(refused).as("'%s' is refused", key).isNotNull();
    return refused;
  }
}
