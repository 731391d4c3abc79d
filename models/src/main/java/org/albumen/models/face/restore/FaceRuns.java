package org.albumen.models.face.restore;

import static org.albumen.models.failure.RestorationProblem.ENGINE_FAILED;
import static org.albumen.models.failure.RestorationProblem.OUT_OF_MEMORY;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.albumen.models.face.Face;
import org.albumen.models.face.paste.FacePatch;
import org.albumen.models.failure.RestorationException;
import org.albumen.models.failure.RestorationProblem;
import org.jspecify.annotations.Nullable;

/** Runs work on the engine's threads, a few at a time, each with an outcome of its own. */
final class FaceRuns {
  private final Executor executor;
  private final int inFlight;

  FaceRuns(Executor executor, int inFlight) {
    if (inFlight < 1) {
      throw new IllegalArgumentException("at least one face must be in flight");
    }
    this.executor = executor;
    this.inFlight = inFlight;
  }

  /** Makes work; on the caller's thread. */
  interface Source {
    Work<FacePatch> prepare() throws IOException, RestorationException;
  }

  /** What runs on one of the engine's threads. */
  interface Work<T> {
    T run() throws RestorationException;
  }

  /** What came of it: a patch, or why there is none. */
  record Answer(@Nullable FacePatch patch, @Nullable RestorationException failure) {
    FaceResult of(Face face) {
      if (failure != null) {
        RestorationProblem problem = failure.problem();
        String message = String.valueOf(failure.getMessage());
        return new FaceResult(face, new FaceOutcome.Failed(problem, message), Optional.empty());
      }
      return new FaceResult(face, new FaceOutcome.Restored(), Optional.ofNullable(patch));
    }
  }

  /** All of it; the answers in order. */
  List<Answer> run(List<Source> sources) throws IOException, InterruptedException {
    Deque<CompletableFuture<FacePatch>> flying = new ArrayDeque<>();
    AtomicBoolean abandoned = new AtomicBoolean();
    List<Answer> answers = new ArrayList<>();
    try {
      for (Source source : sources) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        if (flying.size() == inFlight) {
          answers.add(answer(flying));
        }
        flying.add(launch(source, abandoned));
      }
      while (!flying.isEmpty()) {
        answers.add(answer(flying));
      }
      return answers;
    } finally {
      // What waits does not start; what runs is waited for, so that nothing uses the network.
      abandoned.set(true);
      flying.forEach(future -> future.handle((patch, failure) -> 0).join());
    }
  }

  /** One by itself. */
  <T> T one(Work<T> work) throws RestorationException, InterruptedException {
    AtomicBoolean abandoned = new AtomicBoolean();
    CompletableFuture<T> future = launch(work, abandoned);
    try {
      return land(future);
    } finally {
      abandoned.set(true);
      future.handle((result, failure) -> 0).join();
    }
  }

  private CompletableFuture<FacePatch> launch(Source source, AtomicBoolean abandoned)
      throws IOException {
    try {
      return launch(source.prepare(), abandoned);
    } catch (RestorationException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @SuppressWarnings("CatchingThrowable") // the waiting thread must hear of whatever happens there
  private <T> CompletableFuture<T> launch(Work<T> work, AtomicBoolean abandoned)
      throws RestorationException {
    CompletableFuture<T> future = new CompletableFuture<>();
    try {
      executor.execute(
          () -> {
            if (abandoned.get()) {
              future.cancel(false);
              return;
            }
            try {
              future.complete(work.run());
            } catch (Throwable e) {
              future.completeExceptionally(e);
            }
          });
      return future;
    } catch (RejectedExecutionException e) {
      throw new RestorationException(ENGINE_FAILED, "the engine is shut down", e);
    }
  }

  private static Answer answer(Deque<CompletableFuture<FacePatch>> flying)
      throws InterruptedException {
    try {
      FacePatch patch = land(flying.element());
      flying.remove();
      return new Answer(patch, null);
    } catch (RestorationException e) {
      flying.remove();
      return new Answer(null, e);
    }
  }

  private static <T> T land(CompletableFuture<T> future)
      throws RestorationException, InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof RestorationException known) {
        throw known;
      }
      boolean memory = cause instanceof OutOfMemoryError;
      throw new RestorationException(
          memory ? OUT_OF_MEMORY : ENGINE_FAILED, "a face could not be restored: " + cause, cause);
    }
  }
}
