package org.albumen.local.fleet;

import static java.util.Objects.requireNonNull;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.albumen.common.Software;
import org.albumen.common.codec.Json;
import org.albumen.common.event.Agreement;
import org.albumen.common.event.FaceFinding;
import org.albumen.common.event.JobEvent;
import org.albumen.common.event.JobFailed;
import org.albumen.common.event.JobSucceeded;
import org.albumen.common.event.PhotoOutcome;
import org.albumen.common.recipe.ImageFormat;
import org.albumen.common.sidecar.Alteration;
import org.albumen.common.sidecar.Sidecar;
import org.albumen.local.sheet.ContactSheet;
import org.albumen.local.sheet.Entry;
import org.albumen.local.sheet.Entry.Face;
import org.albumen.local.sheet.Entry.Network;
import org.albumen.local.sheet.Entry.Size;
import org.albumen.local.sheet.Picture;
import org.albumen.local.sheet.Summary;
import org.albumen.models.failure.RestorationException;
import org.albumen.models.imaging.Photograph;
import org.albumen.models.imaging.PhotographReader;
import org.albumen.models.imaging.ReadLimits;
import org.jspecify.annotations.Nullable;

/** The contact sheet of a run: what its events and sidecars say, with the pictures. */
final class RunSheet {
  private static final double MILLIS = 1000;

  private RunSheet() {}

  /** Writes {@code index.html} into the results folder. */
  static void write(RunReport report, Path photographs) throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (JobEvent event : report.ended()) {
      if (event instanceof JobSucceeded success) {
        entries.add(restored(success, photographs, report.results()));
      } else if (event instanceof JobFailed failure) {
        entries.add(
            new Entry.Failed(failure.source().name(), failure.code().name(), failure.message()));
      }
    }
    Summary summary = new Summary(report.recipe(), Software.NAME_AND_VERSION, report.seconds());
    ContactSheet.write(report.results(), summary, entries);
  }

  private static Entry restored(JobSucceeded success, Path photographs, Path results)
      throws IOException {
    Path file = results.resolve(success.sidecar().key());
    Sidecar sidecar = Json.readLenient(java.nio.file.Files.readAllBytes(file), Sidecar.class);
    return new Entry.Restored(
        success.source().name(),
        picture(photographs.resolve(success.source().name())),
        sourceSize(sidecar),
        success.result().key(),
        picture(results.resolve(success.result().key())),
        success.result().mediaType().equals(ImageFormat.TIFF.mediaType()),
        new Size(success.result().width(), success.result().height()),
        success.faces().stream().map(RunSheet::face).toList(),
        success.photograph() == PhotoOutcome.NEEDS_REVIEW,
        success.timings().restoreMs() / MILLIS,
        success.networks().stream().map(n -> new Network(n.name(), n.licence())).toList(),
        success.sidecar().key(),
        mask(sidecar));
  }

  private static Face face(FaceFinding face) {
    String why = face.code() == null ? "" : " (" + face.code() + ")";
    Agreement agreement = face.consistency();
    return new Face(
        face.x(),
        face.y(),
        face.width(),
        face.height(),
        face.score(),
        face.outcome().word().replace('_', ' ') + why,
        agreement == null ? null : agreement.psnr());
  }

  private static @Nullable String mask(Sidecar sidecar) {
    Alteration alteration = sidecar.alteration();
    return alteration == null || alteration.mask() == null ? null : alteration.mask().key();
  }

  private static Size sourceSize(Sidecar sidecar) {
    return new Size(
        requireNonNull(sidecar.sourceWidth(), "sourceWidth"),
        requireNonNull(sidecar.sourceHeight(), "sourceHeight"));
  }

  private static Picture picture(Path file) {
    return () -> {
      try {
        return image(PhotographReader.read(file, ReadLimits.DEFAULT));
      } catch (RestorationException e) {
        throw new IOException(e.getMessage(), e);
      }
    };
  }

  private static BufferedImage image(Photograph photograph) {
    int width = photograph.width();
    BufferedImage image = new BufferedImage(width, photograph.height(), BufferedImage.TYPE_INT_RGB);
    ByteBuffer rgb = photograph.rgb();
    int[] row = new int[width];
    for (int y = 0; y < photograph.height(); y++) {
      for (int x = 0; x < width; x++) {
        int at = (y * width + x) * Photograph.CHANNELS;
        row[x] =
            (rgb.get(at) & 0xff) << 16 | (rgb.get(at + 1) & 0xff) << 8 | (rgb.get(at + 2) & 0xff);
      }
      image.setRGB(0, y, width, 1, row, 0, width);
    }
    return image;
  }
}
