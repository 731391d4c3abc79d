package org.albumen.dispatcher.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.albumen.common.deadletter.LetterId;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.ExitCodes;
import org.albumen.common.failure.FailureCode;
import org.albumen.dispatcher.client.ApiClient;
import org.albumen.dispatcher.client.Resolved;
import org.albumen.dispatcher.deadletter.LetterFilter;
import org.albumen.dispatcher.view.LetterView;
import org.albumen.dispatcher.view.Slice;
import org.jspecify.annotations.Nullable;

/** Dead letters as a dispatcher shows them. */
final class ApiLetters {
  private static final int PART = 1_000;

  private final ApiClient api;

  ApiLetters(ApiClient api) {
    this.api = api;
  }

  /**
   * Goes through the letters that a filter lets through, the oldest first, until it is told to
   * stop.
   */
  void read(LetterFilter filter, Predicate<LetterView> consumer) throws AlbumenException {
    FailureCode code = filter.codes().size() == 1 ? filter.codes().iterator().next() : null;
    String after = null;
    do {
      Slice<LetterView> part = api.letters(filter.batchId(), code, after, PART);
      for (LetterView letter : part.items()) {
        if (matches(filter, letter) && !consumer.test(letter)) {
          return;
        }
      }
      after = part.next();
    } while (after != null);
  }

  /**
   * A letter; empty when there is none of that id.
   *
   * @param batchId whose it is; null: any
   */
  Optional<LetterView> find(LetterId id, @Nullable String batchId) throws AlbumenException {
    List<LetterView> found = new ArrayList<>();
    read(new LetterFilter(Set.of(id), Set.of(), batchId, null, null), letter -> !found.add(letter));
    return found.stream().findFirst();
  }

  private static boolean matches(LetterFilter filter, LetterView letter) {
    return (filter.ids().isEmpty() || filter.ids().contains(letter.id()))
        && (filter.codes().isEmpty() || filter.codes().contains(letter.code()))
        && (filter.batchId() == null || filter.batchId().equals(letter.batchId()))
        && (filter.jobId() == null || filter.jobId().equals(letter.jobId()))
        && (filter.since() == null || !letter.time().isBefore(filter.since()));
  }

  /** The source, or what else is known of it. */
  static String subject(LetterView letter) {
    if (letter.source() != null) {
      return letter.source().toString();
    }
    return letter.jobId() == null ? "no job" : "no job, id " + letter.jobId();
  }

  /** What a letter is about, and why it is one. */
  static String summary(LetterView letter) {
    String resolved =
        letter.resolution() == null ? "" : " [" + LetterLines.words(letter.resolution()) + "]";
    return subject(letter) + ": " + letter.reason() + resolved;
  }

  /** Everything that is known, for people. */
  static List<String> details(LetterView letter, Lines lines) {
    List<String> text = new ArrayList<>();
    row(text, lines, "letter", letter.id().toString());
    row(text, lines, "subject", subject(letter));
    row(text, lines, "job", known(letter.jobId()) + " of batch " + known(letter.batchId()));
    row(text, lines, "recipe", known(letter.recipe()));
    row(text, lines, "code", letter.code() + ": " + letter.code().meaning());
    row(text, lines, "remedy", letter.code().remedy());
    row(text, lines, "reason", letter.reason());
    row(
        text,
        lines,
        "given up",
        "%s by %s after %d attempts"
            .formatted(
                LetterLines.seconds(letter.time()), known(letter.worker()), letter.attempts()));
    row(text, lines, "came from", letter.topic());
    String last = letter.replayOf() == null ? "" : ", last as letter " + letter.replayOf();
    row(text, lines, "replayed", letter.replays() + " times before" + last);
    row(
        text,
        lines,
        "resolved",
        letter.resolution() == null ? "no" : LetterLines.words(letter.resolution()));
    text.addAll(LetterLines.attempts(letter.history()));
    row(text, lines, "more", "the message as it came: with --direct, from Kafka");
    return text;
  }

  private static void row(List<String> text, Lines lines, String name, String value) {
    text.addAll(lines.beside(String.format(Locale.ROOT, "%-10s ", name), value));
  }

  private static String known(@Nullable String text) {
    return text == null || text.isEmpty() ? "-" : text;
  }

  /** What became of letters, in a line. */
  static String sum(Resolved resolved) {
    String done =
        resolved.dropped() != null
            ? "dropped " + resolved.dropped()
            : "replayed " + number(resolved.replayed());
    String refused = resolved.refused() == null ? "" : ", refused " + resolved.refused();
    return done + ", resolved before " + resolved.resolvedBefore() + refused;
  }

  /** How to exit. */
  static int exitCode(Resolved resolved) {
    return number(resolved.refused()) > 0 ? ExitCodes.FAILED : ExitCodes.OK;
  }

  static long number(@Nullable Long number) {
    return number == null ? 0 : number;
  }
}
