package org.albumen.local.sheet;

import static org.albumen.local.sheet.Html.href;
import static org.albumen.local.sheet.Html.text;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.albumen.local.sheet.ContactSheet.Pictures;
import org.albumen.local.sheet.Entry.Face;
import org.albumen.local.sheet.Entry.Network;
import org.albumen.local.sheet.Entry.Restored;
import org.albumen.local.sheet.Entry.Size;
import org.albumen.local.sheet.FaceCrops.Pair;
import org.jspecify.annotations.Nullable;

/** Writes one photograph: the picture before and after in their mounts, and what is known of it. */
final class PhotographCard {
  private static final int SCORES_SHOWN = 8;
  private static final String REVIEW = " <strong class=\"review\">needs review</strong>";

  private final Writer out;

  PhotographCard(Writer out) {
    this.out = out;
  }

  void write(int number, Restored photograph, Pictures pictures) throws IOException {
    Size source = photograph.source();
    String title = text(photograph.title());
    String shape = source.height() > source.width() ? " tall" : "";
    out.write(
        """
        <article class="photograph%s" id="p%d">
        <h2><span class="number">%d</span> <bdi>%s</bdi>%s</h2>
        <div class="pair">
        """
            .formatted(shape, number, number, title, photograph.review() ? REVIEW : ""));
    frame("Before", title, pictures.before(), pictures.before(), photograph.source(), photograph);
    frame("After", title, pictures.after(), photograph.result(), photograph.restored(), photograph);
    out.write("</div>\n");
    crops(photograph, pictures.faces());
    caption(photograph);
    out.write("</article>\n");
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

  /** The faces before and after, as large as the result has them. */
  private void crops(Restored photograph, List<Pair> faces) throws IOException {
    if (faces.isEmpty()) {
      return;
    }
    int more = photograph.faces().size() - faces.size();
    out.write("<ul class=\"crops\">\n");
    for (Pair pair : faces) {
      out.write(
          """
          <li><span class="crop"><img src="%s" width="%d" height="%d" loading="lazy" \
          alt="Face %d before"><img src="%s" width="%d" height="%d" loading="lazy" \
          alt="Face %d after"></span>
          <span class="said">%d <b>%s</b> <small>score %s%s</small></span></li>
          """
              .formatted(
                  href(pair.before()),
                  pair.size().width(),
                  pair.size().height(),
                  pair.number(),
                  href(pair.after()),
                  pair.size().width(),
                  pair.size().height(),
                  pair.number(),
                  pair.number(),
                  text(pair.face().outcome()),
                  String.format(Locale.ROOT, "%.2f", pair.face().score()),
                  agreement(pair.face())));
    }
    out.write("</ul>\n");
    if (more > 0) {
      out.write("<p class=\"more\">%d smaller faces are not shown.</p>\n".formatted(more));
    }
  }

  private static String agreement(Face face) {
    Double psnr = face.psnr();
    return psnr == null ? "" : String.format(Locale.ROOT, ", %.1f dB", psnr);
  }

  private void caption(Restored photograph) throws IOException {
    out.write("<p class=\"caption\">");
    out.write("<span>%s</span>\n".formatted(faceText(photograph.faces())));
    out.write(
        "<span>%s</span>\n"
            .formatted(
                photograph.seconds() > 0
                    ? String.format(Locale.ROOT, "%.1f s", photograph.seconds())
                    : "restored earlier"));
    for (Network network : photograph.networks()) {
      out.write(
          "<span>%s <small>%s</small></span>\n"
              .formatted(text(network.name()), text(network.licence())));
    }
    out.write("<a href=\"%s\">full picture</a>\n".formatted(href(photograph.result())));
    String sidecar = photograph.sidecar();
    if (sidecar != null) {
      out.write("<a href=\"%s\">provenance</a>\n".formatted(href(sidecar)));
    }
    String mask = photograph.mask();
    if (mask != null) {
      out.write("<a href=\"%s\">mask of what was changed</a>\n".formatted(href(mask)));
    }
    out.write("</p>\n");
  }

  private static String faceText(List<Face> faces) {
    if (faces.isEmpty()) {
      return "no faces found";
    }
    String scores =
        faces.stream()
            .limit(SCORES_SHOWN)
            .map(face -> String.format(Locale.ROOT, "%.2f", face.score()))
            .collect(Collectors.joining(", "));
    String more = faces.size() > SCORES_SHOWN ? ", …" : "";
    return (faces.size() == 1 ? "1 face" : faces.size() + " faces")
        + " <small>score "
        + scores
        + more
        + "</small>";
  }
}
