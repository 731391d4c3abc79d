package org.albumen.local.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
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
                ContactSheetTest::picture,
                false,
                new Size(512, 640),
                List.of(new Face(10, 20.25, 30, 40, 0.987, "detected", null)),
                false,
                12.34,
                List.of(new Network("real-esrgan-x2plus", "BSD-3-Clause")),
                "box 1/hopper.0123.json",
                null));
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
  void facesAreShownAsLargeAsTheResultHasThemWithWhatBecameOfThem() throws IOException {
    // Given
    Restored photograph =
        new Restored(
            "a.tif",
            () -> new BufferedImage(100, 80, BufferedImage.TYPE_INT_RGB),
            new Size(100, 80),
            "a.0123.tif",
            () -> new BufferedImage(200, 160, BufferedImage.TYPE_INT_RGB),
            true,
            new Size(200, 160),
            List.of(
                new Face(20, 20, 30, 40, 0.987, "restored", 31.25),
                new Face(90, 70, 10, 10, 0.7, "too small", null)),
            true,
            1,
            List.of(),
            "a.0123.json",
            "a.0123.mask.png");
    // When
    String page = write(photograph);
    // Then
    assertThat(page)
        .contains(
            "src=\".sheet/1-face1-before.jpg\" width=\"108\" height=\"128\"",
            "src=\".sheet/1-face1-after.jpg\" width=\"108\" height=\"128\"",
            "1 <b>restored</b> <small>score 0.99, 31.3 dB</small>",
            "2 <b>too small</b> <small>score 0.70</small>",
            "<strong class=\"review\">needs review</strong>",
            "<dt>Needs review</dt><dd>1</dd>",
            "src=\".sheet/1-after.jpg\"",
            "href=\"a.0123.mask.png\"");
    assertThat(folder.resolve(".sheet/1-face2-after.jpg")).isNotEmptyFile();
  }

  @Test
  void ofACrowdTheLargestFacesAreShown() throws IOException {
    // Given
    List<Face> crowd = new ArrayList<>();
    for (int i = 0; i < 15; i++) {
      crowd.add(new Face(i, i, 10 + i, 10, 0.9, "detected", null));
    }
    // When
    String page =
        write(
            new Restored(
                "a.jpg",
                () -> new BufferedImage(60, 60, BufferedImage.TYPE_INT_RGB),
                new Size(60, 60),
                "a.png",
                () -> new BufferedImage(60, 60, BufferedImage.TYPE_INT_RGB),
                false,
                new Size(60, 60),
                crowd,
                false,
                1,
                List.of(),
                null,
                null));
    // Then
    assertThat(page).contains("3 smaller faces are not shown", "1-face4-", "1-face15-");
    assertThat(page).doesNotContain("1-face3-", "needs review");
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
              "index.html",
              "a.png",
              ".sheet/keep.jpg",
              ".sheet/1-before.jpg",
              ".sheet/1-face1-before.jpg",
              ".sheet/1-face1-after.jpg");
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
        after == null ? ContactSheetTest::picture : after,
        after != null,
        new Size(8, 6),
        List.of(new Face(1, 1, 2, 2, 0.5, "too small", null)),
        false,
        0,
        List.of(),
        null,
        null);
  }

  private static BufferedImage picture() {
    return new BufferedImage(4, 3, BufferedImage.TYPE_INT_RGB);
  }
}
