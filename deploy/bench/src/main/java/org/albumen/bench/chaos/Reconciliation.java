package org.albumen.bench.chaos;

import java.util.List;
import java.util.Map;

/**
 * What the ledger comes to. The lists have a line for people per job or object.
 *
 * @param submitted jobs
 * @param messages that asked for them; more than jobs where some were submitted again
 * @param stored jobs that succeeded and whose result is whole
 * @param failed jobs that failed, bad photographs all of them unless something is lost
 * @param codes how many failed by which code
 * @param lost jobs without a word of their end, without their result, or without a dead letter
 * @param doubled jobs with two results, or that ended in two ways
 * @param wrong jobs whose result has other bytes than it must, or that failed otherwise than they
 *     must
 * @param orphans objects without those they belong to
 * @param duplicateEvents events announced again under the id they had
 * @param duplicateLetters dead letters of a job that had one
 */
record Reconciliation(
    int submitted,
    int messages,
    int stored,
    int failed,
    Map<String, Integer> codes,
    List<String> lost,
    List<String> doubled,
    List<String> wrong,
    List<String> orphans,
    int duplicateEvents,
    int duplicateLetters) {

  /** Whether nothing was lost, doubled or wrong. */
  boolean good() {
    return lost.isEmpty() && doubled.isEmpty() && wrong.isEmpty();
  }
}
