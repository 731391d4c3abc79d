package org.albumen.common.topic;

import org.albumen.common.job.Lane;
import org.jspecify.annotations.Nullable;

/** The topics, by name. */
public final class Topics {
  /** What has happened to jobs, {@link org.albumen.common.event.JobEvent}. */
  public static final String EVENTS = "albumen.events";

  /** Jobs that failed for good, as they were, with the reason in their headers. */
  public static final String DEAD_LETTERS = "albumen.dead-letters";

  /** How deliveries ended that did not end their jobs, by the message's place; compacted. */
  public static final String ATTEMPTS = "albumen.attempts";

  /** What was decided about dead letters, {@link org.albumen.common.deadletter.Resolution}. */
  public static final String DEAD_LETTERS_AUDIT = "albumen.dead-letters.audit";

  /** Submissions and their continuations, {@link org.albumen.common.submission.SubmissionPage}. */
  public static final String SUBMISSIONS = "albumen.submissions";

  /**
   * What has happened to batches, {@link org.albumen.common.batch.BatchEvent}, by batch; has as
   * many partitions as {@link #SUBMISSIONS}.
   */
  public static final String BATCHES = "albumen.batches";

  /** Orders to the whole fleet, {@link org.albumen.common.control.CancelBatch}; compacted. */
  public static final String CONTROL = "albumen.control";

  private static final String JOBS = "albumen.jobs.";
  private static final String INTERACTIVE = ".interactive";

  private Topics() {}

  /** The bulk jobs for one class of workers. */
  public static String jobs(String pool) {
    if (!isPool(pool)) {
      throw new IllegalArgumentException(
          "pool '" + pool + "' is not lower-case letters and digits");
    }
    return JOBS + pool;
  }

  /** The jobs of one lane for one class of workers. */
  public static String jobs(String pool, Lane lane) {
    return lane == Lane.INTERACTIVE ? jobs(pool) + INTERACTIVE : jobs(pool);
  }

  /** Whether a topic holds the jobs of some pool. */
  public static boolean isJobs(String topic) {
    return pool(topic) != null;
  }

  /** The pool whose jobs a topic holds, in either lane; null when it holds none. */
  public static @Nullable String pool(String topic) {
    if (!topic.startsWith(JOBS)) {
      return null;
    }
    String pool = topic.substring(JOBS.length());
    if (pool.endsWith(INTERACTIVE)) {
      pool = pool.substring(0, pool.length() - INTERACTIVE.length());
    }
    return isPool(pool) ? pool : null;
  }

  /** The lane whose jobs a topic of jobs holds. */
  public static Lane lane(String topic) {
    String pool = pool(topic);
    return pool != null && topic.equals(jobs(pool, Lane.INTERACTIVE))
        ? Lane.INTERACTIVE
        : Lane.BULK;
  }

  /** Whether a name can be that of a pool. */
  public static boolean isPool(String name) {
    return name.matches("[a-z0-9][a-z0-9-]{0,62}");
  }
}
