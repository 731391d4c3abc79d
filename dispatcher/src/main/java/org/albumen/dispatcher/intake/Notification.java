package org.albumen.dispatcher.intake;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message as stores send it: Amazon S3's structure ({@code Records}, or a test), which MinIO and
 * Ceph follow, and what SNS puts round it.
 *
 * @param records events, as many as the store likes
 * @param event {@code s3:TestEvent} of a test
 * @param message the notification as a text, where SNS or SQS has passed it on
 */
record Notification(
    @JsonProperty("Records") @Nullable List<@Nullable Entry> records,
    @JsonProperty("Event") @Nullable String event,
    @JsonProperty("Message") @Nullable String message) {

  /**
   * An event.
   *
   * @param eventVersion {@code major.minor}; another major is another structure
   * @param eventSource {@code aws:s3}, {@code minio:s3}
   * @param eventTime ISO 8601
   * @param eventName {@code ObjectCreated:Put}, or {@code s3:ObjectCreated:Put} of MinIO
   */
  record Entry(
      @Nullable String eventVersion,
      @Nullable String eventSource,
      @Nullable String eventTime,
      @Nullable String eventName,
      @Nullable Subject s3) {}

  /** What an event is about. */
  record Subject(@Nullable Bucket bucket, @JsonProperty("object") @Nullable Stored stored) {}

  /** Where that is. */
  record Bucket(@Nullable String name) {}

  /**
   * The object.
   *
   * @param key in the encoding of HTML forms
   * @param sequencer hexadecimal; of two events about a key the greater is the later
   * @param userMetadata MinIO's addition
   */
  record Stored(
      @Nullable String key,
      @Nullable Long size,
      @JsonProperty("eTag") @Nullable String tag,
      @Nullable String versionId,
      @Nullable String sequencer,
      @Nullable Map<String, @Nullable String> userMetadata) {}
}
