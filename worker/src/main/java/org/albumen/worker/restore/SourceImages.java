package org.albumen.worker.restore;

import java.util.ArrayList;
import java.util.List;
import org.albumen.common.sidecar.SourceImage;
import org.albumen.common.sidecar.SourceImage.Note;
import org.albumen.models.imaging.Master;
import org.albumen.models.imaging.colour.ProfileName;
import org.albumen.models.imaging.metadata.Metadata;

/** Masters in the words of sidecars. */
final class SourceImages {
  private static final int RESULT_BITS = 8;

  private SourceImages() {}

  /** What is known of a source, and what of it the result will not have. */
  static SourceImage of(Master master) {
    List<Note> notes = new ArrayList<>();
    master.notes().forEach(note -> notes.add(new Note(note.kind().name(), note.text())));
    lost(master, notes);
    return new SourceImage(
        master.format().label(),
        master.shape().bits(),
        master.shape().channels(),
        master.metadata().profile().flatMap(block -> ProfileName.of(block.bytes())).orElse(null),
        notes);
  }

  /** Results are 8-bit sRGB without metadata. */
  private static void lost(Master master, List<Note> notes) {
    Metadata metadata = master.metadata();
    if (master.shape().bits() > RESULT_BITS) {
      notes.add(new Note("DEPTH_REDUCED", "the result has 8 bits a sample"));
    }
    if (master.shape().colours() == 1) {
      notes.add(new Note("GRAY_EXPANDED", "the result has three equal channels"));
    }
    if (master.shape().hasAlpha()) {
      notes.add(new Note("OPACITY_FLATTENED", "what lay below is shown over white"));
    }
    if (!master.colours().isSrgb()) {
      notes.add(new Note("PROFILE_CONVERTED", "the result is sRGB"));
    }
    if (metadata.exif().isPresent() || metadata.xmp().isPresent() || !metadata.texts().isEmpty()) {
      notes.add(new Note("METADATA_DROPPED", "the result has no EXIF, XMP or texts"));
    }
  }
}
