package org.albumen.worker.fake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.albumen.common.event.NetworkUse;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.recipe.GenerateRecipe;
import org.albumen.worker.generate.Generator;

/** "Draws" a seed by writing it out; {@link #fail} says which seeds it cannot draw. */
public final class ScriptedGenerator implements Generator {
  /** What {@link #network} tells. */
  public static final NetworkUse NETWORK = new NetworkUse("writes", "1".repeat(64), "Apache-2.0");

  private final Map<Long, AtomicInteger> calls = new ConcurrentHashMap<>();
  private final Map<Long, FailureCode> failures = new ConcurrentHashMap<>();
  private final Map<Long, Integer> times = new ConcurrentHashMap<>();

  /** Makes the first calls for a seed fail. */
  public void fail(long seed, FailureCode code, int first) {
    failures.put(seed, code);
    times.put(seed, first);
  }

  /** How often {@link #generate} was called with this seed. */
  public int calls(long seed) {
    return calls.getOrDefault(seed, new AtomicInteger()).get();
  }

  /** How often {@link #generate} was called at all. */
  public int calls() {
    return calls.values().stream().mapToInt(AtomicInteger::get).sum();
  }

  /** What is drawn of a seed. */
  public static String drawing(GenerateRecipe recipe, long seed) {
    return recipe.generator() + " of " + seed;
  }

  @Override
  public NetworkUse network(GenerateRecipe recipe) {
    return NETWORK;
  }

  @Override
  public Generated generate(GenerateRecipe recipe, long seed, Path result) throws AlbumenException {
    int call = calls.computeIfAbsent(seed, s -> new AtomicInteger()).incrementAndGet();
    FailureCode failure = failures.get(seed);
    if (failure != null && call <= times.getOrDefault(seed, 0)) {
      throw new AlbumenException(failure, "as the test says");
    }
    try {
      Files.writeString(result, drawing(recipe, seed));
      return new Generated(8, 6, 2, 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {}
}
