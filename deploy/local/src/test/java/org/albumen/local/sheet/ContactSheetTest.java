package org.albumen.local.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.albumen.local.sheet.Entry.Face;
import org.albumen.local.sheet.Entry.Failed;
import org.albumen.local.sheet.Entry.Network;
import org.albumen.local.sheet.Entry.Restored;
import org.albumen.local.sheet.Entry.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContactSheetTest {
  private static final Summary SUMMARY = new Summary("photo@1", "albumen 0.1.0", 20);
  private static final String HOSTILE = "<script>alert('50% \"#1\"')</script>.jpg";

  @TempDir Path folder;

  @Test
  void aPhotographIsShownBeforeAndAfterWithWhatIsKnownOfIt() throws IOException {
    // When
    String page =
        write(
            new Restored(
                "box 1/hopper.jpg",
                ContactSheetTest::picture,
                new Size(256, 320),
                "box 1/hopper.0123.png",
                null,
                new Size(512, 640),
                List.of(new Face(10, 20.25, 30, 40, 0.987)),
                12.34,
                List.of(new Network("real-esrgan-x2plus", "BSD-3-Clause")),
                "box 1/hopper.0123.json"));
    // Then
    assertThat(page)
        .contains(
            "src=\".sheet/1-before.jpg\" width=\"256\" height=\"320\"",
            "src=\"box%201/hopper.0123.png\" width=\"512\" height=\"640\"",
            "alt=\"Before: box 1/hopper.jpg\"",
            "alt=\"After: box 1/hopper.jpg\"",
            "256 × 320",
            "512 × 640",
            "viewBox=\"0 0 256 320\"",
            "<rect x=\"10.0\" y=\"20.3\" width=\"30.0\" height=\"40.0\"/>",
            "1 face <small>score 0.99</small>",
            "12.3 s",
            "real-esrgan-x2plus <small>BSD-3-Clause</small>",
            "href=\"box%201/hopper.0123.json\"",
            "class=\"photograph tall\"")
        .doesNotContain("id=\"failed\"");
    assertThat(folder.resolve(".sheet/1-before.jpg")).isNotEmptyFile();
  }

  @Test
  void theSummaryCounts() throws IOException {
    // When
    String page =
        write(
            restored("a.jpg", null),
            new Failed("b.jpg", "NOT_AN_IMAGE", "Not an image: check the file"),
            restored("c.jpg", null));
    // Then
    assertThat(page)
        .contains(
            "<dt>Restored</dt><dd>2</dd>",
            "<dt>Faces</dt><dd>2</dd>",
            "<dt>Failed</dt><dd><a href=\"#failed\">1</a></dd>",
            "<dt>Seconds</dt><dd>20.0</dd>",
            "<dt>Images/s</dt><dd>0.100</dd>",
            "<dt>Recipe</dt><dd>photo@1</dd>",
            "<dt>Software</dt><dd>albumen 0.1.0</dd>",
            "<bdi class=\"name\">b.jpg</bdi> <code>NOT_AN_IMAGE</code>"
                + " <span>Not an image: check the file</span>");
  }

  @Test
  void aHostileNameStaysAName() throws IOException {
    // When
    String page = write(restored(HOSTILE, null), new Failed(HOSTILE, "CODE", HOSTILE));
    // Then
    assertThat(page)
        .doesNotContain("<script", "\"#1\"")
        .contains("&lt;script&gt;alert(&#39;50% &quot;#1&quot;&#39;)&lt;/script&gt;.jpg")
        .contains("href=\"%3Cscript%3Ealert%28%2750%25%20%22%231%22%27%29%3C/script%3E.jpg.png\"");
  }

  @Test
  void thePolicyAllowsThisStyleAndNothingElse() throws Exception {
    // When
    String page = write(restored("a.jpg", null));
    // Then
    Matcher style = Pattern.compile("<style>(.*)</style>", Pattern.DOTALL).matcher(page);
    assertThat(style.find()).isTrue();
    String digest =
        Base64.getEncoder()
            .encodeToString(
                MessageDigest.getInstance("SHA-256")
                    .digest(style.group(1).getBytes(StandardCharsets.UTF_8)));
    assertThat(page)
        .contains("default-src 'none'", "style-src 'sha256-" + digest + "'")
        .doesNotContain("script-src", "unsafe", "style=\"", "http://", "https://");
  }

  @Test
  void aPictureThatCannotBeReadIsAGap() throws IOException {
    // When
    String page =
        write(
            restored(
                "a.tif",
                () -> {
                  throw new IOException("unreadable");
                }));
    // Then
    assertThat(page).contains("No preview: the picture could not be read.");
    assertThat(page).contains("src=\".sheet/1-before.jpg\"").doesNotContain("1-after.jpg");
  }

  @Test
  void aSheetReplacesAnEarlierOneAndTouchesNothingElse() throws IOException {
    // Given
    write(restored("a.jpg", ContactSheetTest::picture), restored("b.jpg", null));
    Files.writeString(folder.resolve("a.png"), "result");
    Files.writeString(folder.resolve(".sheet/keep.jpg"), "mine");
    // When
    write(restored("c.jpg", null));
    // Then
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.filter(Files::isRegularFile).map(folder::relativize).map(Path::toString))
          .containsExactlyInAnyOrder(
              "index.html", "a.png", ".sheet/keep.jpg", ".sheet/1-before.jpg");
    }
  }

  private String write(Entry... entries) throws IOException {
    return Files.readString(ContactSheet.write(folder, SUMMARY, List.of(entries)));
  }

  private static Restored restored(String title, @Nullable Picture after) {
    return new Restored(
        title,
        ContactSheetTest::picture,
        new Size(4, 3),
        title + ".png",
        after,
        new Size(8, 6),
        List.of(new Face(1, 1, 2, 2, 0.5)),
        0,
        List.of(),
        null);
  }

  private static BufferedImage picture() {
    return new BufferedImage(4, 3, BufferedImage.TYPE_INT_RGB);
  }
}
