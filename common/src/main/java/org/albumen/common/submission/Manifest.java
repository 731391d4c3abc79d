package org.albumen.common.submission;

import static org.albumen.common.submission.Submission.requireText;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Every object that a list on S3 names.
 *
 * @param bucket where the list is
 * @param key of the list; of {@code manifest.json} for an inventory
 * @param versionId of the list; the current one when left out
 * @param format how it is written
 */
public record Manifest(String bucket, String key, @Nullable String versionId, Format format)
    implements Selection {
  public Manifest {
    requireText(bucket, "bucket");
    requireText(key, "key");
    Objects.requireNonNull(format, "format");
  }

  /** How a list is written. */
  public enum Format {
    /** {@code bucket,key[,versionId]} as RFC 4180 has it, keys as they are. */
    @JsonProperty("csv")
    CSV,
    /** An object a line: {@code {"bucket": "b", "key": "k", "versionId": "v"}}. */
    @JsonProperty("jsonl")
    JSONL,
    /** As S3 Batch Operations reads it: {@code bucket,key[,versionId]}, keys URL-encoded. */
    @JsonProperty("s3-batch")
    S3_BATCH,
    /** As S3 Inventory writes it: {@code manifest.json} and the gzipped CSV files that it names. */
    @JsonProperty("s3-inventory")
    S3_INVENTORY
  }
}
