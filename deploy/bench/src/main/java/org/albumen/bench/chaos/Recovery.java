package org.albumen.bench.chaos;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.albumen.bench.chaos.Fleet.Blow;
import org.albumen.bench.chaos.Ledger.Told;

/**
 * How long it took until what a blow had stopped went on.
 *
 * @param kills seconds from a kill until the last job that the worker had begun was ended by
 *     another; kills that hit no job are left out
 * @param restarts seconds from a broker's return until the next job ended
 */
record Recovery(List<Double> kills, List<Double> restarts) {
  private static final double MILLIS = 1000;

  Recovery {
    kills = List.copyOf(kills);
    restarts = List.copyOf(restarts);
  }

  /** Reads it from what happened. */
  static Recovery of(List<Blow> blows, List<Outage> outages, List<Told> told) {
    List<Double> kills = new ArrayList<>();
    for (Blow blow : blows) {
      if (!blow.gentle()) {
        blow.inHand().stream()
            .map(key -> ended(key, blow, told))
            .filter(OptionalLong::isPresent)
            .map(OptionalLong::getAsLong)
            .max(Comparator.naturalOrder())
            .ifPresent(at -> kills.add(seconds(blow.at(), at)));
      }
    }
    List<Double> restarts = new ArrayList<>();
    for (Outage outage : outages) {
      told.stream()
          .map(Told::at)
          .filter(at -> at >= outage.back().toEpochMilli())
          .min(Comparator.naturalOrder())
          .ifPresent(at -> restarts.add(seconds(outage.back(), at)));
    }
    return new Recovery(kills, restarts);
  }

  /** When a photograph's job ended that the worker had begun; empty when it had ended before. */
  private static OptionalLong ended(String key, Blow blow, List<Told> told) {
    OptionalLong first =
        told.stream().filter(end -> end.key().equals(key)).mapToLong(Told::at).min();
    return first.isPresent() && first.getAsLong() < blow.at().toEpochMilli()
        ? OptionalLong.empty()
        : first;
  }

  /** The most of some seconds. */
  static OptionalDouble max(List<Double> seconds) {
    return seconds.stream().mapToDouble(Double::doubleValue).max();
  }

  /** Both kinds together. */
  List<Double> all() {
    return Stream.concat(kills.stream(), restarts.stream()).toList();
  }

  private static double seconds(Instant from, long at) {
    return Duration.between(from, Instant.ofEpochMilli(at)).toMillis() / MILLIS;
  }

  /**
   * A broker was away.
   *
   * @param gone when it was stopped
   * @param back when it answered again
   */
  record Outage(Instant gone, Instant back) {
    double seconds() {
      return Duration.between(gone, back).toMillis() / MILLIS;
    }
  }
}
