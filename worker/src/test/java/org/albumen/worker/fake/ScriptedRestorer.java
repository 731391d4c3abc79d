package org.albumen.worker.fake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleConsumer;
import org.albumen.common.event.Agreement;
import org.albumen.common.event.FaceFinding;
import org.albumen.common.event.NetworkUse;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.recipe.ImageFormat;
import org.albumen.common.recipe.RestoreRecipe;
import org.albumen.common.sidecar.SourceImage;
import org.albumen.worker.budget.Need;
import org.albumen.worker.restore.Restorer;

/**
 * "Restores" text by reversing it. The text may say what happens instead, in its first word: {@code
 * fail CODE} throws a coded failure, {@code fail CODE n} only the first n times, {@code crash}
 * throws a RuntimeException, {@code heap} an OutOfMemoryError, {@code block} waits for {@link
 * #unblock} and heeds interrupts, {@code deaf} waits for it and does not, {@code die} ends the JVM.
 * {@code need n} before it needs so many bytes of memory.
 */
public final class ScriptedRestorer implements Restorer {
  /** What {@link #networks} tells. */
  public static final NetworkUse NETWORK = new NetworkUse("reverse", "0".repeat(64), "Apache-2.0");

  private static final int DEATH = 137;
  private static final SourceImage IMAGE = new SourceImage("JPEG", 8, 3, null, List.of());
  private static final Agreement AGREEMENT = new Agreement(20.5, 0.9);
  private static final double COVERAGE = 0.25;

  private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
  private final CountDownLatch gate = new CountDownLatch(1);
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicInteger interrupted = new AtomicInteger();

  /** Lets every blocked call go on, now and later. */
  public void unblock() {
    gate.countDown();
  }

  /** Calls that wait for {@link #unblock}. */
  public int waiting() {
    return waiting.get();
  }

  /** Calls that ended by an interrupt. */
  public int interrupted() {
    return interrupted.get();
  }

  /** How often {@link #restore} was called with this text. */
  public int calls(String text) {
    return calls.getOrDefault(text, new AtomicInteger()).get();
  }

  /** How often {@link #restore} was called at all. */
  public int calls() {
    return calls.values().stream().mapToInt(AtomicInteger::get).sum();
  }

  @Override
  public List<NetworkUse> networks(RestoreRecipe recipe) {
    return List.of(NETWORK);
  }

  @Override
  public Need need(RestoreRecipe recipe, Path source) {
    try {
      String[] words = Files.readString(source).split(" ", -1);
      return words[0].equals("need") ? new Need(Long.parseLong(words[1]), 0, 0) : Need.NONE;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Restored restore(
      RestoreRecipe recipe,
      Path source,
      Outputs outputs,
      ImageFormat format,
      DoubleConsumer progress)
      throws AlbumenException, InterruptedException {
    try {
      String text = Files.readString(source);
      int call = calls.computeIfAbsent(text, t -> new AtomicInteger()).incrementAndGet();
      act(text.split(" ", -1), call);
      progress.accept(0.5);
      Files.writeString(outputs.result(), reversed(text));
      if (recipe.storesMask()) {
        Files.writeString(outputs.mask(), "mask of " + text);
      }
      boolean review = recipe.consistency() != null;
      return new Restored(
          4, 3, 8, 6, IMAGE, null, List.of(face()), AGREEMENT, COVERAGE, review, 1, 2, 3);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What becomes of a text. */
  public static String reversed(String text) {
    return new StringBuilder(text).reverse().toString();
  }

  @Override
  public void close() {}

  private void act(String[] words, int call) throws AlbumenException, InterruptedException {
    switch (words.length == 0 ? "" : words[0]) {
      case "fail" -> {
        if (words.length < 3 || call <= Integer.parseInt(words[2])) {
          throw new AlbumenException(FailureCode.valueOf(words[1]), "as the source says");
        }
      }
      case "crash" -> throw new IllegalStateException("as the source says");
      case "heap" -> throw new OutOfMemoryError("as the source says");
      case "block" -> block();
      case "deaf" -> blockDeaf();
      case "die" -> Runtime.getRuntime().halt(DEATH);
      case "need" -> act(Arrays.copyOfRange(words, 2, words.length), call);
      default -> {}
    }
  }

  private void block() throws InterruptedException {
    waiting.incrementAndGet();
    try {
      gate.await();
    } catch (InterruptedException e) {
      interrupted.incrementAndGet();
      throw e;
    } finally {
      waiting.decrementAndGet();
    }
  }

  private void blockDeaf() {
    waiting.incrementAndGet();
    while (gate.getCount() > 0) {
      try {
        gate.await();
      } catch (InterruptedException e) {
        interrupted.incrementAndGet();
      }
    }
    waiting.decrementAndGet();
  }

  private static FaceFinding face() {
    return FaceFinding.detected(1, 1, 2, 2, 0.9, List.of(new FaceFinding.Landmark(1, 1)));
  }

  /** The bytes of a text. */
  public static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
