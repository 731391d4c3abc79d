package org.albumen.dispatcher.select;

import java.io.IOException;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.ObjectSource;
import org.jspecify.annotations.Nullable;

/** The objects that the lines of one file name. */
final class LinesWalk implements Walk {
  private final Lines lines;
  private final Rows rows;
  private final SourceRule rule;
  private final String name;
  private final int file;
  private long row;
  private String bucket = "";

  /**
   * @param lines begin where {@code from} is
   * @param name of the file, for people
   */
  LinesWalk(Lines lines, Rows rows, SourceRule rule, String name, Position from) {
    this.lines = lines;
    this.rows = rows;
    this.rule = rule;
    this.name = name;
    this.file = from.file();
    this.row = from.row();
  }

  @Override
  public @Nullable Step next() throws AlbumenException {
    String line;
    try {
      line = lines.next();
    } catch (java.util.zip.ZipException e) {
      throw new AlbumenException(
          FailureCode.BAD_ARGUMENT, name + " is no gzip file: " + e.getMessage(), e);
    } catch (IOException | RuntimeException e) {
      throw new AlbumenException(
          FailureCode.STORE_UNAVAILABLE, name + " breaks off while it is read", e);
    }
    if (line == null) {
      return null;
    }
    row++;
    Position after = new Position(null, file, lines.offset(), row);
    try {
      ObjectSource source = source(line);
      return source == null ? new Step.Passed(after) : new Step.Found(source, true, after);
    } catch (IllegalArgumentException e) {
      return malformed(FailureCode.MALFORMED_ROW, String.valueOf(e.getMessage()), after);
    } catch (AlbumenException e) {
      return malformed(e.code(), String.valueOf(e.getMessage()), after);
    }
  }

  @Override
  public void close() {
    try {
      lines.close();
    } catch (IOException e) {
      // Nothing is lost: what was read was read.
    }
  }

  private @Nullable ObjectSource source(String line) throws AlbumenException {
    boolean first = row == 1;
    String text = first && line.startsWith("\uFEFF") ? line.substring(1) : line;
    if (text.isBlank()) {
      return null;
    }
    if (lines.tooLong()) {
      throw new IllegalArgumentException("the row has more than " + Lines.LONGEST + " bytes");
    }
    if (text.indexOf('\uFFFD') >= 0) {
      throw new IllegalArgumentException("the row is not UTF-8");
    }
    ObjectSource source = rows.read(text, first);
    if (source != null) {
      rule.require(source.ref());
      return sharingBucket(source);
    }
    return null;
  }

  /** Most rows name the same bucket: a page holds its name once, not once a row. */
  private ObjectSource sharingBucket(ObjectSource source) {
    if (!source.bucket().equals(bucket)) {
      bucket = source.bucket();
    }
    return source.in(bucket);
  }

  private Step malformed(FailureCode code, String message, Position after) {
    return new Step.Malformed(new Rejection(name, row, code, message), after);
  }
}
