package org.albumen.worker.restore;

import java.util.ArrayList;
import java.util.List;
import org.albumen.common.sidecar.SourceImage;
import org.albumen.common.sidecar.SourceImage.Note;
import org.albumen.models.imaging.Master;
import org.albumen.models.imaging.colour.ProfileName;

/** Masters in the words of sidecars. */
final class SourceImages {
  private SourceImages() {}

  /**
   * What is known of a source, and what of it the result does not have.
   *
   * @param lost what the result's file could not keep
   */
  static SourceImage of(Master master, List<org.albumen.models.imaging.Note> lost) {
    List<Note> notes = new ArrayList<>();
    master.notes().forEach(note -> notes.add(new Note(note.kind().name(), note.text())));
    lost.forEach(note -> notes.add(new Note(note.kind().name(), note.text())));
    return new SourceImage(
        master.format().label(),
        master.shape().bits(),
        master.shape().channels(),
        master.metadata().profile().flatMap(block -> ProfileName.of(block.bytes())).orElse(null),
        notes);
  }
}
