package org.albumen.common.store;

import java.time.Instant;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.ObjectRef;
import org.albumen.common.job.ObjectSource;

/** Whether an object is still the source that a job was made for, before its bytes are read. */
final class SourceCheck {
  private SourceCheck() {}

  /** The store compares version and entity tag; without them size and time have to do. */
  static void expect(ObjectSource source, ObjectHead head, long maxBytes) throws AlbumenException {
    if (head.size() > maxBytes) {
      throw tooLarge(source.ref(), head.size(), maxBytes);
    }
    if (source.size() != null && source.size() != head.size()) {
      throw changed(source, "has " + head.size() + " bytes, not " + source.size());
    }
    Instant modified = head.lastModified();
    if (source.versionId() == null
        && source.etag() == null
        && source.lastModified() != null
        && modified != null
        && source.lastModified().getEpochSecond() != modified.getEpochSecond()) {
      throw changed(source, "was written at " + modified + ", not " + source.lastModified());
    }
  }

  private static AlbumenException changed(ObjectSource source, String how) {
    return new AlbumenException(FailureCode.SOURCE_CHANGED, source.ref() + " " + how);
  }

  static AlbumenException tooLarge(ObjectRef ref, long bytes, long maxBytes) {
    return new AlbumenException(
        FailureCode.SOURCE_TOO_LARGE,
        ref + " has " + bytes + " bytes; " + maxBytes + " are allowed");
  }
}
