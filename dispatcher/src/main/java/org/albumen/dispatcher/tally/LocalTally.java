package org.albumen.dispatcher.tally;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.albumen.common.batch.RowRejected;
import org.albumen.common.codec.Json;
import org.albumen.common.failure.AlbumenException;
import org.albumen.dispatcher.view.BatchView;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/** Answers from this dispatcher's own stores. Safe for use by several threads. */
final class LocalTally implements Answering {
  /** Bytes of jobs that one answer holds, about; a list that is longer comes in more parts. */
  private static final int MAX_BYTES = 6 << 20;

  private final Shelves shelves;
  private final Clock clock;

  LocalTally(Shelves shelves, Clock clock) {
    this.shelves = shelves;
    this.clock = clock;
  }

  @Override
  public Answer ask(Question question) throws AlbumenException {
    List<Answer> answers = new ArrayList<>();
    for (int partition : question.partitions()) {
      answers.add(
          switch (question.kind()) {
            case BATCH -> batch(question.batch(), partition);
            case BATCHES -> batches(question, partition);
            case ROWS -> rows(question, partition);
            case JOB -> job(question.batch(), question.job(), partition);
            case JOBS -> jobs(question, partition);
          });
    }
    return Answer.merged(answers, question.limit());
  }

  private Answer batch(String batch, int partition) throws AlbumenException {
    BatchView view = view(batch, partition);
    return new Answer(view == null ? List.of() : List.of(Entry.of(batch, view)), false);
  }

  private @Nullable BatchView view(String batch, int partition) throws AlbumenException {
    Facts facts = BatchTally.facts(shelves.get(BatchTally.FACTS, partition, Keys.facts(batch)));
    if (facts == null) {
      return null;
    }
    Counts counts = Counts.of(shelves.get(BatchTally.SUMS, partition, Keys.total(batch)));
    return BatchViews.of(batch, facts, counts, clock.instant());
  }

  private Answer batches(Question question, int partition) throws AlbumenException {
    Bytes prefix = Keys.listed(question.tenant());
    List<Entry> found = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> entries =
        after(BatchTally.FACTS, partition, prefix, question.after())) {
      while (entries.hasNext() && found.size() < question.limit()) {
        var entry = entries.next();
        String batch = Keys.text(requireNonNull(entry.value), 0);
        BatchView view = view(batch, partition);
        if (view != null) {
          found.add(Entry.of(Keys.text(entry.key.get(), prefix.get().length), view));
        }
      }
      return new Answer(found, entries.hasNext());
    }
  }

  private Answer rows(Question question, int partition) throws AlbumenException {
    Bytes prefix = Keys.rows(question.batch());
    List<Entry> found = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> entries =
        shelves.range(BatchTally.FACTS, partition, prefix, Keys.end(prefix))) {
      while (entries.hasNext() && found.size() < question.limit()) {
        RowRejected row = row(requireNonNull(entries.next().value));
        found.add(Entry.of(String.format(Locale.ROOT, "%s %019d", row.file(), row.line()), row));
      }
    }
    return new Answer(found, false);
  }

  private Answer job(String batch, String job, int partition) throws AlbumenException {
    KeptJob kept = JobTally.kept(shelves.get(JobTally.JOBS, partition, Keys.job(batch, job)));
    return new Answer(kept == null ? List.of() : List.of(Entry.of(kept.view())), false);
  }

  private Answer jobs(Question question, int partition) throws AlbumenException {
    Bytes prefix = Keys.of(question.batch(), question.query());
    if (prefix == null) {
      return new Answer(List.of(), false);
    }
    boolean whole = prefix.equals(Keys.jobs(question.batch()));
    int budget = MAX_BYTES / question.partitions().size();
    List<Entry> found = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> entries =
        after(JobTally.JOBS, partition, prefix, question.after())) {
      while (entries.hasNext() && found.size() < question.limit() && budget > 0) {
        var entry = entries.next();
        String job = Keys.text(entry.key.get(), prefix.get().length);
        byte[] kept =
            whole
                ? entry.value
                : shelves.get(JobTally.JOBS, partition, Keys.job(question.batch(), job));
        if (kept != null) {
          budget -= kept.length;
          found.add(Entry.of(requireNonNull(JobTally.kept(kept)).view()));
        }
      }
      return new Answer(found, entries.hasNext() && !found.isEmpty());
    }
  }

  private KeyValueIterator<Bytes, byte[]> after(
      String store, int partition, Bytes prefix, @Nullable String after) throws AlbumenException {
    Bytes from = after == null ? prefix : Keys.next(Keys.after(prefix, Keys.text(after)));
    return shelves.range(store, partition, from, Keys.end(prefix));
  }

  private static RowRejected row(byte[] bytes) {
    try {
      return Json.readLenient(bytes, RowRejected.class);
    } catch (IOException e) {
      throw new UncheckedIOException("a row that cannot be read", e);
    }
  }
}
