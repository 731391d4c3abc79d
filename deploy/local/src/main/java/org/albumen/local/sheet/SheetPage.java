package org.albumen.local.sheet;

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
import org.albumen.local.sheet.Entry.Failed;
import org.albumen.local.sheet.Entry.Restored;

/** Writes what stands before and after the photographs: the summary and the failures. */
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
    long review = restored.stream().filter(Restored::review).count();
    if (review > 0) {
      fact("Needs review", String.valueOf(review));
    }
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
