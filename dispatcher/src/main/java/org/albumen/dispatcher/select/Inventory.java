package org.albumen.dispatcher.select;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import org.albumen.common.codec.Json;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.ObjectRef;
import org.albumen.common.store.SourceReader;
import org.jspecify.annotations.Nullable;

/**
 * The {@code manifest.json} of an S3 Inventory.
 *
 * @param rows how its files' rows are read
 * @param files in the order of the manifest
 */
record Inventory(Rows rows, List<ObjectRef> files) {
  private static final int MOST_BYTES = 16 << 20;
  private static final String BUCKET_ARN = ":::";

  Inventory {
    files = List.copyOf(files);
  }

  static Inventory read(SourceReader store, ObjectRef ref, @Nullable String versionId)
      throws AlbumenException {
    Described described;
    try (InputStream in = store.open(ref, versionId, 0)) {
      described = Json.readLenient(in.readNBytes(MOST_BYTES), Described.class);
    } catch (IOException e) {
      throw unreadable(ref, Json.problem(e), e);
    }
    if (!"CSV".equalsIgnoreCase(described.fileFormat)) {
      throw unreadable(
          ref, "fileFormat is " + described.fileFormat + "; configure the inventory as CSV", null);
    }
    try {
      String bucket = bucket(described.destinationBucket);
      return new Inventory(
          Rows.inventory(Arrays.asList(described.fileSchema.split(","))),
          described.files.stream().map(file -> new ObjectRef(bucket, file.key)).toList());
    } catch (IllegalArgumentException e) {
      throw unreadable(ref, String.valueOf(e.getMessage()), e);
    }
  }

  private static String bucket(String arn) {
    int at = arn.indexOf(BUCKET_ARN);
    return at < 0 ? arn : arn.substring(at + BUCKET_ARN.length());
  }

  private static AlbumenException unreadable(
      ObjectRef ref, String problem, @Nullable Exception cause) {
    return new AlbumenException(
        FailureCode.BAD_ARGUMENT, ref + " is no inventory's manifest.json: " + problem, cause);
  }

  /** What is read of it. */
  private record Described(
      String destinationBucket, String fileFormat, String fileSchema, List<DataFile> files) {
    @SuppressWarnings("UnusedMethod") // Jackson calls it
    Described {
      requireNonNull(destinationBucket, "destinationBucket");
      requireNonNull(fileFormat, "fileFormat");
      requireNonNull(fileSchema, "fileSchema");
      files = List.copyOf(files);
    }
  }

  /** A file of it. */
  private record DataFile(String key) {}
}
