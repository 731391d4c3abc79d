package org.albumen.models.generate;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.albumen.models.compute.TorchEngine;
import org.albumen.models.failure.ModelException;
import org.albumen.models.imaging.Photograph;

/** Draws several images at a time on the engine's threads, and hands them over in order. */
public final class SideBySide {
  private SideBySide() {}

  /** Draws the image of an index. Called on any of the engine's threads. */
  @FunctionalInterface
  public interface Drawing {
    Photograph draw(int index) throws ModelException;
  }

  /** Takes the images, one after the other. */
  @FunctionalInterface
  public interface Taker {
    void take(Photograph image) throws IOException;
  }

  /**
   * Draws images 0 to {@code count} - 1; few of them wait to be taken. When this returns or throws,
   * nothing is being drawn any more.
   *
   * @throws ModelException the first failure in the order of the images
   * @throws IOException what the taker threw
   */
  public static void draw(TorchEngine engine, int count, Drawing drawing, Taker taker)
      throws ModelException, IOException {
    AtomicBoolean over = new AtomicBoolean();
    Deque<CompletableFuture<Photograph>> waiting = new ArrayDeque<>();
    try {
      for (int i = 0; i < count; i++) {
        if (waiting.size() > engine.threads()) {
          taker.take(finished(waiting.removeFirst()));
        }
        int index = i;
        waiting.addLast(
            CompletableFuture.supplyAsync(() -> draw(drawing, index, over), engine.executor()));
      }
      while (!waiting.isEmpty()) {
        taker.take(finished(waiting.removeFirst()));
      }
    } finally {
      over.set(true);
      waiting.forEach(image -> image.handle((drawn, failure) -> failure == null).join());
    }
  }

  private static Photograph draw(Drawing drawing, int index, AtomicBoolean over) {
    if (over.get()) {
      throw new CancellationException("nobody waits for this image any more");
    }
    try {
      return drawing.draw(index);
    } catch (ModelException e) {
      throw new CompletionException(e);
    }
  }

  private static Photograph finished(CompletableFuture<Photograph> image) throws ModelException {
    try {
      return image.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof ModelException failure) {
        throw failure;
      }
      throw e;
    }
  }
}
