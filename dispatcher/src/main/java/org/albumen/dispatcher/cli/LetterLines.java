package org.albumen.dispatcher.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.albumen.common.attempt.Attempt;
import org.albumen.common.codec.Json;
import org.albumen.common.deadletter.DeadLetter;
import org.albumen.common.deadletter.Resolution;
import org.albumen.common.failure.ExitCodes;
import org.albumen.dispatcher.deadletter.Letter;
import org.jspecify.annotations.Nullable;

/** Dead letters as lines, for people and for programs. */
final class LetterLines {
  private static final int SHOWN_CHARS = 2000;

  private LetterLines() {}

  /** Everything that is known, as JSON in one line; absent values are left out. */
  static String json(Letter letter) {
    DeadLetter about = letter.about();
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("id", about.id());
    fields.put("code", about.code());
    fields.put("reason", about.reason());
    fields.put("attempts", about.attempts());
    fields.put("worker", about.worker());
    fields.put("time", about.time());
    fields.put("jobId", about.jobId());
    fields.put("batchId", about.batchId());
    fields.put("job", about.job());
    fields.put("history", about.history().attempts());
    fields.put("replays", about.replays());
    fields.put("replayOf", about.replayOf());
    fields.put("origin", about.origin());
    fields.put("traceparent", about.trace());
    fields.put("omitted", about.omitted());
    fields.put("resolution", letter.resolution());
    fields.values().removeIf(value -> value == null);
    return new String(Json.write(fields), UTF_8);
  }

  /** What a letter is about, and why it is one. */
  static String summary(Letter letter) {
    DeadLetter about = letter.about();
    String resolved = letter.resolution() == null ? "" : " [" + words(letter.resolution()) + "]";
    return ExitCodes.printable(subject(about) + ": " + about.reason() + resolved);
  }

  /** The source, or what else is known of it. */
  static String subject(DeadLetter letter) {
    if (letter.job() != null) {
      return letter.job().source().ref().toString();
    }
    return letter.jobId() == null ? "no job" : "no job, id " + letter.jobId();
  }

  /** How, when, by whom and why a letter was resolved. */
  static String words(Resolution resolution) {
    String note = resolution.note() == null ? "" : ": " + resolution.note();
    return ExitCodes.printable(
        word(resolution.action())
            + " "
            + seconds(resolution.at())
            + " by "
            + resolution.by()
            + note);
  }

  /** Everything that is known, for people. */
  static List<String> details(Letter letter) {
    DeadLetter about = letter.about();
    List<String> lines = new ArrayList<>();
    lines.add(row("letter", about.id().toString()));
    lines.add(row("subject", subject(about)));
    lines.add(row("job", known(about.jobId()) + " of batch " + known(about.batchId())));
    lines.add(row("code", about.code() + ": " + about.code().meaning()));
    lines.add(row("remedy", about.code().remedy()));
    lines.add(row("reason", about.reason()));
    lines.add(
        row(
            "given up",
            "%s by %s after %d attempts"
                .formatted(seconds(about.time()), known(about.worker()), about.attempts())));
    lines.add(row("came from", about.origin().toString()));
    lines.add(row("trace", known(about.trace())));
    lines.add(row("replayed", about.replays() + " times before" + from(about.replayOf())));
    lines.add(row("resolved", letter.resolution() == null ? "no" : words(letter.resolution())));
    lines.addAll(attempts(about.history().attempts()));
    content(letter, lines);
    return lines;
  }

  /** What became of deliveries, a line each. */
  static List<String> attempts(List<Attempt> history) {
    List<String> lines = new ArrayList<>();
    lines.add(history.isEmpty() ? "attempts   nothing is known" : "attempts");
    int number = 0;
    for (Attempt attempt : history) {
      number++;
      String why =
          attempt.code() == null ? "" : "  " + attempt.code() + ": " + known(attempt.message());
      lines.add(
          ExitCodes.printable(
              "%4d  %s  %-8s  %s%s"
                  .formatted(
                      number,
                      seconds(attempt.at()),
                      word(attempt.ending()),
                      known(attempt.worker()),
                      why)));
    }
    return lines;
  }

  /** The job as JSON; what is no job as it came, cut off where it has no end. */
  private static void content(Letter letter, List<String> lines) {
    if (letter.about().job() != null) {
      lines.add("content");
      lines.addAll(new String(Json.writePretty(letter.about().job()), UTF_8).lines().toList());
      return;
    }
    byte[] value = letter.message().value();
    if (value == null) {
      String omitted = letter.about().omitted();
      lines.add(row("content", omitted == null ? "none" : "left out: " + omitted));
      return;
    }
    String text = new String(value, UTF_8);
    lines.add("content");
    lines.add(ExitCodes.printable(text.substring(0, Math.min(text.length(), SHOWN_CHARS))));
  }

  private static String row(String name, String value) {
    return "%-10s %s".formatted(name, ExitCodes.printable(value));
  }

  private static String from(@Nullable Object replayOf) {
    return replayOf == null ? "" : ", last as letter " + replayOf;
  }

  private static String known(@Nullable String text) {
    return text == null || text.isEmpty() ? "-" : text;
  }

  static Instant seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
