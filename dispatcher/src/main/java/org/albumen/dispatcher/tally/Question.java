package org.albumen.dispatcher.tally;

import java.util.Set;
import java.util.TreeSet;
import org.albumen.dispatcher.view.JobQuery;
import org.jspecify.annotations.Nullable;

/**
 * What a dispatcher is asked about the partitions that it has.
 *
 * @param batch none when batches are listed
 * @param job of one job
 * @param tenant whose batches are listed; null: everybody's
 * @param query which jobs are listed
 * @param after the position after which a list goes on
 * @param limit of entries
 * @param partitions of batches, or of events when it is about jobs
 */
record Question(
    Kind kind,
    String batch,
    String job,
    @Nullable String tenant,
    JobQuery query,
    @Nullable String after,
    int limit,
    Set<Integer> partitions) {
  Question {
    partitions = new TreeSet<>(partitions);
  }

  /** What is asked for. */
  enum Kind {
    BATCH,
    BATCHES,
    ROWS,
    JOB,
    JOBS
  }

  static Question batch(String batch) {
    return of(Kind.BATCH, batch, "", null, JobQuery.ALL, null, 1);
  }

  static Question rows(String batch, int limit) {
    return of(Kind.ROWS, batch, "", null, JobQuery.ALL, null, limit);
  }

  static Question job(String batch, String job) {
    return of(Kind.JOB, batch, job, null, JobQuery.ALL, null, 1);
  }

  static Question batches(@Nullable String tenant, @Nullable String after, int limit) {
    return of(Kind.BATCHES, "", "", tenant, JobQuery.ALL, after, limit);
  }

  static Question jobs(String batch, JobQuery query, @Nullable String after, int limit) {
    return of(Kind.JOBS, batch, "", null, query, after, limit);
  }

  /** The same about these partitions. */
  Question in(Set<Integer> some) {
    return new Question(kind, batch, job, tenant, query, after, limit, some);
  }

  private static Question of(
      Kind kind,
      String batch,
      String job,
      @Nullable String tenant,
      JobQuery query,
      @Nullable String after,
      int limit) {
    return new Question(kind, batch, job, tenant, query, after, limit, Set.of());
  }
}
