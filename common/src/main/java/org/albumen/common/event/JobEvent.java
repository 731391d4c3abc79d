package org.albumen.common.event;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.albumen.common.job.SourceRef;

/** Something that has happened to a job. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
  @JsonSubTypes.Type(value = JobAccepted.class, name = "accepted"),
  @JsonSubTypes.Type(value = JobSucceeded.class, name = "succeeded"),
  @JsonSubTypes.Type(value = JobFailed.class, name = "failed"),
  @JsonSubTypes.Type(value = JobCancelled.class, name = "cancelled"),
  @JsonSubTypes.Type(value = JobReplayed.class, name = "replayed"),
  @JsonSubTypes.Type(value = JobReviewed.class, name = "reviewed")
})
public sealed interface JobEvent
    permits JobAccepted, JobSucceeded, JobFailed, JobCancelled, JobReplayed, JobReviewed {

  String jobId();

  String batchId();

  /** The photograph that the job was about. */
  SourceRef source();

  /** The last word of the event's type: {@code accepted}, {@code succeeded} and so on. */
  @JsonIgnore
  String outcome();

  /** CloudEvents {@code type}: {@code org.albumen.job.<outcome>.v1}. */
  @JsonIgnore
  default String type() {
    return "org.albumen.job." + outcome() + ".v1";
  }

  /**
   * CloudEvents {@code id}: the same for the same outcome of the same job, so that a duplicate
   * shows.
   */
  @JsonIgnore
  default String id() {
    return jobId() + ":" + outcome();
  }

  /** Whether the job has ended, for the time being where it is replayed later. */
  @JsonIgnore
  default boolean terminal() {
    return !(this instanceof JobAccepted
        || this instanceof JobReplayed
        || this instanceof JobReviewed);
  }
}
