package org.albumen.dispatcher.select;

import org.albumen.common.submission.Cursor;
import org.jspecify.annotations.Nullable;

/** A place in what is selected, see {@link Cursor}. */
record Position(@Nullable String after, int file, long offset, long row) {
  static Position of(Cursor cursor) {
    return new Position(cursor.after(), cursor.file(), cursor.offset(), cursor.row());
  }
}
