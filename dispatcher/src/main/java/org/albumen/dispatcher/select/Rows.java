package org.albumen.dispatcher.select;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import org.albumen.common.codec.Json;
import org.albumen.common.job.ObjectSource;
import org.albumen.common.submission.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows of one format. Every method throws {@link IllegalArgumentException} with one line that
 * says what is wrong with the row.
 */
@FunctionalInterface
interface Rows {

  /** The object that a row names; null when it names none by intent. */
  @Nullable ObjectSource read(String line, boolean first);

  /** The rows of a manifest that is one file. */
  static Rows of(Manifest.Format format) {
    return switch (format) {
      case CSV -> (line, first) -> csv(line, first, false);
      case S3_BATCH -> (line, first) -> csv(line, first, true);
      case JSONL -> (line, first) -> json(line);
      case S3_INVENTORY -> throw new IllegalArgumentException("an inventory has a schema");
    };
  }

  /**
   * The rows of an inventory's files.
   *
   * @param schema the columns' names, as {@code manifest.json} has them
   * @throws IllegalArgumentException when bucket or key are missing
   */
  static Rows inventory(List<String> schema) {
    Columns columns = Columns.of(schema);
    return (line, first) -> columns.read(CsvRow.fields(line));
  }

  private static @Nullable ObjectSource csv(String line, boolean first, boolean encoded) {
    List<String> fields = CsvRow.fields(line);
    if (fields.size() < 2 || fields.size() > 3) {
      throw new IllegalArgumentException(
          "a row is bucket,key or bucket,key,versionId; this has " + fields.size() + " fields");
    }
    if (first
        && fields.get(0).equalsIgnoreCase("bucket")
        && fields.get(1).equalsIgnoreCase("key")) {
      return null;
    }
    String key = encoded ? decoded(fields.get(1)) : fields.get(1);
    String version = fields.size() == 3 ? fields.get(2) : "";
    return new ObjectSource(
        fields.get(0), key, version.isEmpty() ? null : version, null, null, null);
  }

  private static ObjectSource json(String line) {
    try {
      return Json.read(line.getBytes(StandardCharsets.UTF_8), ObjectSource.class);
    } catch (IOException e) {
      throw new IllegalArgumentException(Json.problem(e), e);
    }
  }

  private static String decoded(String key) {
    return URLDecoder.decode(key, StandardCharsets.UTF_8);
  }

  /** Where an inventory's columns are; -1 of one that it has not. */
  record Columns(
      int count,
      int bucket,
      int key,
      int version,
      int latest,
      int deleted,
      int size,
      int time,
      int etag) {
    static Columns of(List<String> schema) {
      List<String> names =
          schema.stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
      Columns columns =
          new Columns(
              names.size(),
              names.indexOf("bucket"),
              names.indexOf("key"),
              names.indexOf("versionid"),
              names.indexOf("islatest"),
              names.indexOf("isdeletemarker"),
              names.indexOf("size"),
              names.indexOf("lastmodifieddate"),
              names.indexOf("etag"));
      if (columns.bucket < 0 || columns.key < 0) {
        throw new IllegalArgumentException("fileSchema has no Bucket and Key");
      }
      return columns;
    }

    /** Null of a deletion and of a version that is not the latest. */
    @Nullable ObjectSource read(List<String> fields) {
      if (fields.size() != count) {
        throw new IllegalArgumentException(
            "a row has " + count + " fields by the schema; this has " + fields.size());
      }
      if ("true".equalsIgnoreCase(at(fields, deleted))
          || "false".equalsIgnoreCase(at(fields, latest))) {
        return null;
      }
      return new ObjectSource(
          fields.get(bucket),
          decoded(fields.get(key)),
          at(fields, version),
          at(fields, etag),
          size(fields),
          time(fields));
    }

    private @Nullable Long size(List<String> fields) {
      String text = at(fields, size);
      try {
        return text == null ? null : Long.valueOf(text);
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException("Size is no number", e);
      }
    }

    private @Nullable Instant time(List<String> fields) {
      String text = at(fields, time);
      try {
        return text == null ? null : Instant.parse(text);
      } catch (DateTimeParseException e) {
        throw new IllegalArgumentException("LastModifiedDate is no time of ISO 8601", e);
      }
    }

    private static @Nullable String at(List<String> fields, int column) {
      String text = column < 0 ? "" : fields.get(column);
      return text.isEmpty() ? null : text;
    }
  }
}
