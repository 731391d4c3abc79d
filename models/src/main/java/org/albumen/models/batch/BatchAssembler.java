package org.albumen.models.batch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts inputs of several callers together. A batch is run when it is full, or when its first input
 * has waited long enough, in pieces of fixed sizes. One that fails is halved until only the guilty
 * fails: the others get their answers. Safe for use by several threads.
 *
 * @param <K> what inputs of one batch have in common: their shape
 * @param <I> an input
 * @param <O> an answer
 */
public final class BatchAssembler<K, I, O> {
  private static final Logger LOG = LoggerFactory.getLogger(BatchAssembler.class);

  private final BatchSettings settings;
  private final Executor executor;
  private final Batch<K, I, O> batch;
  private final Map<K, List<Member<I, O>>> forming = new HashMap<>();

  /**
   * An assembler of one network's batches.
   *
   * @param executor where batches run; not the callers' own threads
   */
  public BatchAssembler(BatchSettings settings, Executor executor, Batch<K, I, O> batch) {
    this.settings = settings;
    this.executor = executor;
    this.batch = batch;
  }

  /**
   * Runs one input, with others if some come in time.
   *
   * @return its own answer
   * @throws ExecutionException with its own failure as the cause
   * @throws InterruptedException when this thread is interrupted; the others of its batch go on
   */
  public O apply(K key, I input) throws ExecutionException, InterruptedException {
    Member<I, O> member = new Member<>(input);
    join(key, member);
    try {
      return member.answer().get();
    } catch (InterruptedException e) {
      member.answer().cancel(false);
      throw e;
    }
  }

  private void join(K key, Member<I, O> member) {
    List<Member<I, O>> joined;
    boolean first;
    boolean full;
    synchronized (forming) {
      joined = forming.computeIfAbsent(key, k -> new ArrayList<>());
      joined.add(member);
      first = joined.size() == 1;
      full = joined.size() >= settings.most();
      if (full) {
        forming.remove(key);
      }
    }
    if (full) {
      launch(key, joined);
    } else if (first) {
      long nanos = settings.delay().toNanos();
      CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS, Runnable::run)
          .execute(() -> begin(key, joined));
    }
  }

  /** Runs what has come so far, unless it is running because it was full. */
  private void begin(K key, List<Member<I, O>> waiting) {
    synchronized (forming) {
      if (!forming.remove(key, waiting)) { // another batch, which has its own time
        return;
      }
    }
    launch(key, waiting);
  }

  private void launch(K key, List<Member<I, O>> members) {
    for (int from = 0; from < members.size(); ) {
      int size = settings.size(members.size() - from);
      List<Member<I, O>> piece = List.copyOf(members.subList(from, from + size));
      try {
        executor.execute(() -> run(key, piece));
      } catch (RuntimeException e) { // the engine is shut down
        piece.forEach(member -> member.take(Answer.failed(e)));
      }
      from += size;
    }
  }

  /** Leaves out those whose callers have gone, as long as the rest is of a fixed size. */
  private void run(K key, List<Member<I, O>> members) {
    List<Member<I, O>> wanted = members.stream().filter(Member::isWanted).toList();
    for (int from = 0; from < wanted.size(); ) {
      int size = settings.size(wanted.size() - from);
      attempt(key, wanted.subList(from, from + size));
      from += size;
    }
  }

  @SuppressWarnings("CatchingThrowable") // whoever waits must hear of whatever happens here
  private void attempt(K key, List<Member<I, O>> members) {
    try {
      List<Answer<O>> answers = batch.run(key, members.stream().map(Member::input).toList());
      if (answers.size() != members.size()) {
        throw new IllegalStateException(
            answers.size() + " answers for a batch of " + members.size());
      }
      for (int i = 0; i < answers.size(); i++) {
        members.get(i).take(answers.get(i));
      }
    } catch (Throwable failure) {
      if (members.size() == 1) {
        members.get(0).answer().completeExceptionally(failure);
      } else {
        halve(key, members, failure);
      }
    }
  }

  private void halve(K key, List<Member<I, O>> members, Throwable failure) {
    LOG.atWarn()
        .addKeyValue("size", members.size())
        .addKeyValue("reason", String.valueOf(failure.getMessage()))
        .log("a batch failed and is halved");
    int half = members.size() / 2;
    attempt(key, members.subList(0, half));
    attempt(key, members.subList(half, members.size()));
  }
}
