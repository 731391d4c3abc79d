package org.albumen.worker.job;

import org.albumen.worker.attempt.Standing;

/** What is done with a delivery, by what became of those before it. */
enum Course {
  /** The job runs beside others. */
  RUN,
  /** The job runs alone, for the last time: it may be what kills workers. */
  ISOLATE,
  /**
   * The job does not run any more. Only one that was alone when its worker died comes to this: a
   * job beside it, or one that waited for its turn, may have seen as many workers die.
   */
  BURY;

  /** From so many dead workers on a job is suspicious. */
  private static final int SUSPICIOUS = 2;

  /**
   * The course of a job.
   *
   * @param limit how many strikes a job may have; the last one is had alone
   */
  static Course of(Standing standing, int limit) {
    if (standing.diedAlone()) {
      return BURY;
    }
    boolean last = standing.strikes() >= limit - 1;
    return last || standing.vanished() >= SUSPICIOUS ? ISOLATE : RUN;
  }

  /** Whether workers have died of a job, as far as anybody can tell. */
  static boolean kills(Standing standing) {
    return standing.vanished() >= SUSPICIOUS;
  }
}
