package org.albumen.local.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlTest {
  @Test
  void markupBecomesText() {
    assertThat(Html.text("<script>alert(\"1\" & '2')</script>"))
        .isEqualTo("&lt;script&gt;alert(&quot;1&quot; &amp; &#39;2&#39;)&lt;/script&gt;");
  }

  @Test
  void namesCannotHideOrTurnTheirLetters() {
    assertThat(Html.text("a\u202egpj.exe\u0000\n")).isEqualTo("a\uFFFDgpj.exe\uFFFD\uFFFD");
    assertThat(Html.text("Großmutter 写真.jpg")).isEqualTo("Großmutter 写真.jpg");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain.jpg",
        "box 1/50% & #2 (a+b)?.png",
        "javascript:alert(1)",
        "\"><script>.jpg",
        "Fête d'été/写真.png"
      })
  void aLinkIsRelativeAndNamesTheFile(String path) {
    // When
    String link = Html.href(path);
    // Then
    assertThat(link).matches("[A-Za-z0-9._~/%-]+").doesNotContain(":");
    assertThat(URI.create(link).getScheme()).isNull();
    assertThat(
            new String(
                URI.create(link).getPath().getBytes(StandardCharsets.UTF_8),
                StandardCharsets.UTF_8))
        .isEqualTo(path);
  }
}
