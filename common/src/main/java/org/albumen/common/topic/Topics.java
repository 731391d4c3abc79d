package org.albumen.common.topic;

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

  private static final String JOBS = "albumen.jobs.";

  private Topics() {}

  /** The jobs for one class of workers. */
  public static String jobs(String pool) {
    if (!isPool(pool)) {
      throw new IllegalArgumentException(
          "pool '" + pool + "' is not lower-case letters and digits");
    }
    return JOBS + pool;
  }

  /** Whether a topic holds the jobs of some pool. */
  public static boolean isJobs(String topic) {
    return topic.startsWith(JOBS) && isPool(topic.substring(JOBS.length()));
  }

  /** Whether a name can be that of a pool. */
  public static boolean isPool(String name) {
    return name.matches("[a-z0-9][a-z0-9-]{0,62}");
  }
}
