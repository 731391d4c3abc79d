package org.albumen.dispatcher.api;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.deadletter.DeadLetter;
import org.albumen.common.deadletter.LetterId;
import org.albumen.common.deadletter.Resolution;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.topic.Topics;
import org.albumen.dispatcher.access.Caller;
import org.albumen.dispatcher.api.Answers.Dropped;
import org.albumen.dispatcher.api.Answers.Resolved;
import org.albumen.dispatcher.api.Answers.RetryRequest;
import org.albumen.dispatcher.deadletter.Decision;
import org.albumen.dispatcher.deadletter.Letter;
import org.albumen.dispatcher.deadletter.LetterBox;
import org.albumen.dispatcher.deadletter.LetterFilter;
import org.albumen.dispatcher.deadletter.Outcome;
import org.albumen.dispatcher.deadletter.Resolver;
import org.albumen.dispatcher.read.TopicReader;
import org.albumen.dispatcher.view.LetterView;
import org.albumen.dispatcher.view.Slice;
import org.jspecify.annotations.Nullable;

/**
 * Reads dead letters and carries decisions about them out, one decision at a time: of two resolvers
 * the second would end the first. Safe for use by several threads.
 */
final class LetterDesk {
  private static final long PATIENCE_SECONDS = 20;
  private static final Comparator<LetterId> ORDER =
      Comparator.comparingInt(LetterId::partition).thenComparingLong(LetterId::offset);

  private final AlbumenConfig.Kafka kafka;
  private final ReentrantLock lock = new ReentrantLock(true);

  LetterDesk(AlbumenConfig.Kafka kafka) {
    this.kafka = kafka;
  }

  /** Replays a batch's letters. */
  Resolved retry(String batchId, RetryRequest request, Caller caller) throws AlbumenException {
    Set<FailureCode> codes = request.codes() == null ? Set.of() : request.codes();
    return replay(new LetterFilter(Set.of(), codes, batchId, null, null), caller, null);
  }

  /** Replays letters. */
  Resolved replay(LetterFilter filter, Caller caller, @Nullable String reason)
      throws AlbumenException {
    Counts counts = decide(filter, caller, Resolution.Action.REPLAYED, reason);
    return new Resolved(counts.resolved, counts.before, counts.refused);
  }

  /** Says of letters that nothing more will be done about them. */
  Dropped drop(LetterFilter filter, Caller caller, @Nullable String reason)
      throws AlbumenException {
    Counts counts = decide(filter, caller, Resolution.Action.DROPPED, reason);
    return new Dropped(counts.resolved, counts.before);
  }

  /**
   * Letters in the order of their ids. All of them are read; no more than are asked for are kept.
   *
   * @param after the id after which the part begins; null: the first
   */
  Slice<LetterView> list(LetterFilter filter, @Nullable LetterId after, int limit)
      throws AlbumenException {
    if (TopicReader.find(kafka, Topics.DEAD_LETTERS).map(LetterDesk::closed).isEmpty()) {
      return new Slice<>(List.of(), null); // nothing was ever given up here
    }
    PriorityQueue<LetterView> first =
        new PriorityQueue<>(Comparator.comparing(LetterView::id, ORDER).reversed());
    try (LetterBox box = LetterBox.open(kafka)) {
      box.read(
          filter,
          letter -> {
            if (after == null || ORDER.compare(letter.about().id(), after) > 0) {
              first.add(view(letter));
              if (first.size() > limit + 1) {
                first.remove();
              }
            }
            return true;
          });
    }
    List<LetterView> sorted = new ArrayList<>(first);
    sorted.sort(Comparator.comparing(LetterView::id, ORDER));
    return sorted.size() <= limit
        ? new Slice<>(sorted, null)
        : new Slice<>(sorted.subList(0, limit), sorted.get(limit - 1).id().toString());
  }

  private Counts decide(
      LetterFilter filter, Caller caller, Resolution.Action action, @Nullable String reason)
      throws AlbumenException {
    acquire();
    try (Resolver resolver = Resolver.open(kafka)) {
      Counts counts = new Counts();
      resolver.resolve(filter, new Decision(action, caller.name(), reason), counts::add);
      return counts;
    } finally {
      lock.unlock();
    }
  }

  private void acquire() throws AlbumenException {
    try {
      if (lock.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new AlbumenException(
        FailureCode.REPLAY_OVERTAKEN, "another replay or drop is in progress; ask again later");
  }

  private static boolean closed(TopicReader reader) {
    reader.close();
    return true;
  }

  private static LetterView view(Letter letter) {
    DeadLetter about = letter.about();
    return new LetterView(
        about.id(),
        about.code(),
        about.reason(),
        about.jobId(),
        about.batchId(),
        about.job() == null ? null : about.job().source().ref(),
        about.job() == null ? null : about.job().recipe(),
        about.origin().topic(),
        about.attempts(),
        about.history().attempts(),
        about.worker(),
        about.time(),
        about.replays(),
        about.replayOf(),
        about.omitted(),
        letter.resolution());
  }

  /** What decisions came to. */
  private static final class Counts {
    private long resolved;
    private long before;
    private long refused;

    void add(Outcome outcome) {
      if (outcome instanceof Outcome.Resolved) {
        resolved++;
      } else if (outcome instanceof Outcome.ResolvedBefore) {
        before++;
      } else {
        refused++;
      }
    }
  }
}
