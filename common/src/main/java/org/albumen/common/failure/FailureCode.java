package org.albumen.common.failure;

import static org.albumen.common.failure.FailureKind.PERMANENT;
import static org.albumen.common.failure.FailureKind.POISON;
import static org.albumen.common.failure.FailureKind.TRANSIENT;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/**
 * Every way in which a job or a command can fail. The names are a contract: they stand in events,
 * dead letters, metrics and the README's table, which a test compares with this enum.
 */
public enum FailureCode {
  MALFORMED_JOB(PERMANENT, "The message is no valid job.", "Publish it again in the job's schema."),
  JOB_TOO_LARGE(
      PERMANENT,
      "The message has more bytes than a job may have.",
      "Raise albumen.worker.max-job-bytes, or mend what publishes it."),
  UNKNOWN_RECIPE(
      PERMANENT, "No recipe has that name and version.", "Name one that the worker knows."),
  UNKNOWN_MODEL(
      PERMANENT, "The recipe names a model without a card.", "Add its card, or mend the recipe."),
  SOURCE_NOT_FOUND(PERMANENT, "The source object does not exist.", "Check bucket, key, version."),
  BUCKET_NOT_FOUND(PERMANENT, "The bucket does not exist.", "Create it, or mend the job."),
  BUCKET_NOT_ALLOWED(
      PERMANENT,
      "The settings do not allow that bucket or prefix.",
      "Mend the job, or albumen.s3.source-buckets and target-buckets."),
  KEY_NOT_ALLOWED(
      PERMANENT,
      "The key could lead out of its bucket, or cannot be stored.",
      "Rename the object, or choose another target."),
  ACCESS_DENIED(PERMANENT, "The store refuses access.", "Give the worker's credentials the right."),
  SOURCE_CHANGED(
      PERMANENT, "The source is no longer the one that was submitted.", "Submit it again."),
  SOURCE_EMPTY(PERMANENT, "The source has no bytes.", "Upload the photograph again."),
  SOURCE_TOO_LARGE(
      PERMANENT,
      "The source object has more bytes than allowed.",
      "Raise albumen.worker.max-source-bytes."),
  NOT_AN_IMAGE(PERMANENT, "The source's bytes are no image.", "Leave the object out."),
  UNSUPPORTED_FORMAT(
      PERMANENT, "The image's format is not read.", "Convert to TIFF, PNG, JPEG, WebP or BMP."),
  IMAGE_DAMAGED(PERMANENT, "The image ends early or is damaged.", "Upload an intact copy."),
  IMAGE_TOO_LARGE(
      PERMANENT,
      "The image has more pixels than allowed.",
      "Raise albumen.worker.max-pixels, or scale it down."),
  MEMORY_EXCEEDED(
      PERMANENT,
      "The job needs more memory than all jobs of the worker may have.",
      "Raise the setting that the message names, or scale down."),
  OUTPUT_INVALID(
      PERMANENT, "The network's answer is not finite or is blank.", "Report the photograph."),
  TARGET_INSIDE_SOURCE(
      PERMANENT, "The result would be written over a source.", "Choose another target."),
  DEADLINE_PASSED(PERMANENT, "The job's deadline passed before it began.", "Submit it again."),
  MODEL_MISMATCH(
      PERMANENT, "The weights are not those of the declared network.", "Mend the model's card."),
  MODEL_CORRUPT(TRANSIENT, "A model file is damaged.", "Run `albumen models verify`, then pull."),
  MODEL_UNAVAILABLE(TRANSIENT, "No source of a model answers.", "Run `albumen models pull`."),
  STORE_REFUSED(
      PERMANENT, "The store refuses the request as such.", "See the store's words in the message."),
  STORE_UNAVAILABLE(TRANSIENT, "The object store does not answer.", "Check albumen.s3.endpoint."),
  CLOCK_SKEWED(
      TRANSIENT, "The machine's clock differs from the store's.", "Set the clock, by NTP."),
  RESULT_CONFLICT(
      TRANSIENT,
      "Another result of the same fingerprint is being written.",
      "Delete a result that has no sidecar, or the reverse, and submit again."),
  KAFKA_UNAVAILABLE(TRANSIENT, "Kafka does not answer.", "Check albumen.kafka.bootstrap-servers."),
  TIMED_OUT(
      TRANSIENT,
      "A stage of the job took longer than it may.",
      "Raise the limit that the message names."),
  OUT_OF_MEMORY(TRANSIENT, "Too little memory for the smallest tile.", "Give the worker more."),
  ENGINE_FAILED(TRANSIENT, "The inference engine failed.", "See the worker's log."),
  @JsonEnumDefaultValue
  UNEXPECTED(TRANSIENT, "A defect in Albumen.", "See the worker's log, and report it."),
  DELIVERIES_EXHAUSTED(
      POISON,
      "Deliveries failed or ended without an answer until none was left.",
      "See the attempts of the dead letter."),
  WORKER_KILLED(
      POISON,
      "Workers died with the job in progress, and so did the one that ran it alone.",
      "Look at the photograph, and at what killed the workers."),
  NOT_REPLAYABLE(
      PERMANENT,
      "The dead letter holds no message for any pool's topic.",
      "Submit its source again, and drop the letter."),
  REPLAY_OVERTAKEN(
      TRANSIENT,
      "Another command on dead letters began, and this one had to end.",
      "Run it again: what is done already is skipped."),
  NOTHING_SELECTED(
      PERMANENT, "The submission selects no object.", "Check bucket, prefix, filter and sample."),
  MALFORMED_ROW(PERMANENT, "A row of a manifest names no object.", "Mend the row."),
  TOO_MANY_MALFORMED_ROWS(
      PERMANENT,
      "A manifest has more malformed rows than the submission allows.",
      "Mend the manifest, or raise maxRejectedRows."),
  LICENCE_NOT_ALLOWED(
      PERMANENT,
      "The recipe uses a network whose licence class is not allowed.",
      "Choose another recipe, or widen albumen.dispatcher.licences."),
  BATCH_EXISTS(
      PERMANENT,
      "A batch of that name, or another request with that key, was submitted before.",
      "Choose another name or key."),
  BATCH_NOT_FOUND(PERMANENT, "Nothing is known of the batch.", "Check its id."),
  JOB_NOT_FOUND(PERMANENT, "Nothing is known of the job.", "Check its id."),
  BATCH_ENDED(PERMANENT, "The batch has ended already.", "Nothing needs to be done."),
  BATCH_NOT_ENDED(
      PERMANENT, "The batch has jobs that have not ended.", "Wait for them, or cancel the batch."),
  UNAUTHENTICATED(
      PERMANENT, "The request brings no valid token.", "Send Authorization: Bearer TOKEN."),
  ROLE_MISSING(
      PERMANENT, "The token lacks the role that is needed.", "Ask the operator for the role."),
  QUOTA_EXCEEDED(
      TRANSIENT, "The tenant has as many jobs pending as it may have.", "Wait until some end."),
  REQUEST_TOO_LARGE(PERMANENT, "The request has more bytes than it may have.", "Use a manifest."),
  TRACKER_NOT_READY(
      TRANSIENT, "Batches cannot be shown for the moment.", "Ask again in some seconds."),
  DISPATCHER_UNAVAILABLE(
      TRANSIENT, "The dispatcher does not answer.", "Start one, or mend albumen.api.url."),
  BAD_ARGUMENT(PERMANENT, "A command's argument is wrong.", "See the command's --help."),
  BAD_CONFIGURATION(PERMANENT, "A setting is missing or wrong.", "Mend the named setting.");

  private final FailureKind kind;
  private final String meaning;
  private final String remedy;

  FailureCode(FailureKind kind, String meaning, String remedy) {
    this.kind = kind;
    this.meaning = meaning;
    this.remedy = remedy;
  }

  public FailureKind kind() {
    return kind;
  }

  /** One sentence: what is wrong. */
  public String meaning() {
    return meaning;
  }

  /** One sentence: what to do about it. */
  public String remedy() {
    return remedy;
  }
}
