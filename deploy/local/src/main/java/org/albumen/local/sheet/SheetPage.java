package org.albumen.local.sheet;

import static org.albumen.local.sheet.Html.href;
import static org.albumen.local.sheet.Html.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.albumen.local.sheet.Entry.Face;
import org.albumen.local.sheet.Entry.Failed;
import org.albumen.local.sheet.Entry.Network;
import org.albumen.local.sheet.Entry.Restored;
import org.albumen.local.sheet.Entry.Size;
import org.jspecify.annotations.Nullable;

/** Writes the page's parts in order: its beginning, each photograph, its end. */
final class SheetPage {
  private final Writer out;

  SheetPage(Writer out) {
    this.out = out;
  }

  void begin(Summary summary, List<Entry> entries) throws IOException {
    String style = resource("contact-sheet.css");
    out.write(
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
        img-src 'self' file:; style-src 'sha256-%s'; base-uri 'none'; form-action 'none'">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>Contact sheet · Albumen</title>
        <style>%s</style>
        </head>
        <body>
        <header>
        <p class="house">Albumen</p>
        <h1>Contact sheet</h1>
        """
            .formatted(sha256(style), style));
    summary(summary, entries);
    out.write(
        """
        </header>
        <input type="checkbox" id="faces" checked>
        <label for="faces">Show faces</label>
        <main>
        """);
  }

  void photograph(int number, Restored photograph, @Nullable String before, @Nullable String shown)
      throws IOException {
    Size source = photograph.source();
    String title = text(photograph.title());
    String shape = source.height() > source.width() ? " tall" : "";
    out.write(
        """
        <article class="photograph%s" id="p%d">
        <h2><span class="number">%d</span> <bdi>%s</bdi></h2>
        <div class="pair">
        """
            .formatted(shape, number, number, title));
    frame("Before", title, before, before, photograph.source(), photograph);
    frame("After", title, shown, photograph.result(), photograph.restored(), photograph);
    out.write("</div>\n");
    caption(photograph);
    out.write("</article>\n");
  }

  void end(List<Entry> entries) throws IOException {
    List<Failed> failures = only(entries, Failed.class);
    if (!failures.isEmpty()) {
      out.write(
          """
          <section class="failures" id="failed">
          <h2>Not restored</h2>
          <ul>
          """);
      for (Failed failed : failures) {
        out.write(
            "<li><bdi class=\"name\">%s</bdi> <code>%s</code> <span>%s</span></li>\n"
                .formatted(text(failed.title()), text(failed.code()), text(failed.message())));
      }
      out.write("</ul>\n</section>\n");
    }
    out.write(
        """
        </main>
        <footer><p>A restoration is a derivative: the network has invented what it could not \
        see. The originals are untouched.</p></footer>
        </body>
        </html>
        """);
  }

  private void summary(Summary summary, List<Entry> entries) throws IOException {
    List<Restored> restored = only(entries, Restored.class);
    int failed = entries.size() - restored.size();
    long faces = restored.stream().mapToLong(photograph -> photograph.faces().size()).sum();
    out.write("<dl class=\"summary\">\n");
    fact("Restored", String.valueOf(restored.size()));
    fact("Faces", String.valueOf(faces));
    fact("Failed", failed == 0 ? "0" : "<a href=\"#failed\">" + failed + "</a>");
    fact("Seconds", number(summary.seconds()));
    fact("Images/s", rate(restored.size(), summary.seconds()));
    fact("Recipe", text(summary.recipe()));
    fact("Software", text(summary.software()));
    out.write("</dl>\n");
  }

  private void fact(String name, String value) throws IOException {
    out.write("<div><dt>%s</dt><dd>%s</dd></div>\n".formatted(name, value));
  }

  /** A picture in its mount, with the faces drawn over it in source pixels. */
  private void frame(
      String when,
      String title,
      @Nullable String shown,
      @Nullable String link,
      Size size,
      Restored photograph)
      throws IOException {
    out.write("<figure>\n<div class=\"mount\">");
    if (shown == null || link == null) {
      out.write("<p class=\"gap\">No preview: the picture could not be read.</p>");
    } else {
      out.write(
          ("<a href=\"%s\"><img src=\"%s\" width=\"%d\" height=\"%d\" loading=\"lazy\""
                  + " alt=\"%s: %s\">")
              .formatted(href(link), href(shown), size.width(), size.height(), when, title));
      faces(photograph);
      out.write("</a>");
    }
    out.write(
        "</div>\n<figcaption>%s <span>%d × %d</span></figcaption>\n</figure>\n"
            .formatted(when, size.width(), size.height()));
  }

  private void faces(Restored photograph) throws IOException {
    if (photograph.faces().isEmpty()) {
      return;
    }
    Size source = photograph.source();
    out.write(
        "<svg class=\"faces\" viewBox=\"0 0 %d %d\" aria-hidden=\"true\">"
            .formatted(source.width(), source.height()));
    for (Face face : photograph.faces()) {
      out.write(
          String.format(
              Locale.ROOT,
              "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
              face.x(),
              face.y(),
              face.width(),
              face.height()));
    }
    out.write("</svg>");
  }

  private void caption(Restored photograph) throws IOException {
    out.write("<p class=\"caption\">");
    out.write("<span>%s</span>\n".formatted(faceText(photograph.faces())));
    out.write(
        "<span>%s</span>\n"
            .formatted(
                photograph.seconds() > 0
                    ? number(photograph.seconds()) + " s"
                    : "restored earlier"));
    for (Network network : photograph.networks()) {
      out.write(
          "<span>%s <small>%s</small></span>\n"
              .formatted(text(network.name()), text(network.licence())));
    }
    out.write("<a href=\"%s\">full picture</a>\n".formatted(href(photograph.result())));
    String sidecar = photograph.sidecar();
    if (sidecar != null) {
      out.write("<a href=\"%s\">provenance</a>".formatted(href(sidecar)));
    }
    out.write("</p>\n");
  }

  private static String faceText(List<Face> faces) {
    if (faces.isEmpty()) {
      return "no faces found";
    }
    String scores =
        faces.stream()
            .limit(8)
            .map(face -> String.format(Locale.ROOT, "%.2f", face.score()))
            .collect(Collectors.joining(", "));
    String more = faces.size() > 8 ? ", …" : "";
    return (faces.size() == 1 ? "1 face" : faces.size() + " faces")
        + " <small>score "
        + scores
        + more
        + "</small>";
  }

  private static String rate(int images, double seconds) {
    return seconds > 0 ? String.format(Locale.ROOT, "%.3g", images / seconds) : "–";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static <T extends Entry> List<T> only(List<Entry> entries, Class<T> kind) {
    return entries.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = SheetPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("The program is incomplete: " + name + " is missing; build it anew");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String sha256(String style) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
