package org.albumen.dispatcher.deadletter;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.albumen.common.deadletter.DeadLetter;
import org.albumen.common.deadletter.LetterId;
import org.albumen.common.failure.FailureCode;
import org.jspecify.annotations.Nullable;

/**
 * Which letters are meant: those that fit everything that is said here.
 *
 * @param ids in the order in which they are wanted; none for any
 * @param codes one of these; none for any
 * @param batchId null for any
 * @param jobId null for any
 * @param since given up then or later; null for any time
 */
public record LetterFilter(
    Set<LetterId> ids,
    Set<FailureCode> codes,
    @Nullable String batchId,
    @Nullable String jobId,
    @Nullable Instant since)
    implements Predicate<DeadLetter> {
  /** Every letter. */
  public static final LetterFilter EVERYTHING =
      new LetterFilter(Set.of(), Set.of(), null, null, null);

  public LetterFilter {
    ids = Collections.unmodifiableSet(new LinkedHashSet<>(ids));
    codes = Set.copyOf(codes);
  }

  @Override
  public boolean test(DeadLetter letter) {
    return (ids.isEmpty() || ids.contains(letter.id()))
        && (codes.isEmpty() || codes.contains(letter.code()))
        && (batchId == null || batchId.equals(letter.batchId()))
        && (jobId == null || jobId.equals(letter.jobId()))
        && (since == null || !letter.time().isBefore(since));
  }
}
