package org.albumen.bench.chaos;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.albumen.bench.Median;
import org.albumen.bench.chaos.Fleet.Blow;
import org.albumen.bench.chaos.Recovery.Outage;
import org.albumen.common.codec.Json;

/**
 * What a disturbed run came to.
 *
 * @param seed of its choices
 * @param lasted from the first submission on
 * @param late whether it was ended by its time limit
 * @param blows against workers
 * @param ended workers that ended with 0 when they were told to stop
 * @param unclean workers that ended otherwise, killed ones apart
 * @param faults of the store, by kind, and requests that passed
 */
record ChaosReport(
    long seed,
    Duration lasted,
    boolean late,
    Reconciliation sum,
    List<Blow> blows,
    int ended,
    List<String> unclean,
    LeftScratch scratch,
    Map<Fault, Integer> faults,
    List<Outage> outages,
    Recovery recovery) {
  private static final int SHOWN = 20;

  ChaosReport {
    blows = List.copyOf(blows);
    unclean = List.copyOf(unclean);
    outages = List.copyOf(outages);
  }

  /** Whether nothing was lost, doubled or wrong. */
  @JsonIgnore
  boolean good() {
    return sum.good();
  }

  /** For people. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(line("submitted   %d jobs by %d messages", sum.submitted(), sum.messages()));
    lines.add(line("stored      %d, whole, with the bytes of the calm run", sum.stored()));
    lines.add(line("failed      %d %s", sum.failed(), sum.codes()));
    lines.add(
        line(
            "told again  %d events, %d dead letters",
            sum.duplicateEvents(), sum.duplicateLetters()));
    lines.add(
        line(
            "workers     %d killed, %d told to stop; %d ended with 0 in all, %d otherwise",
            kills(), blows.size() - kills(), ended, unclean.size()));
    lines.add(line("store       %d of %d requests failed %s", errors(), requests(), kinds()));
    lines.add(
        line(
            "broker      away for %s",
            outages.isEmpty()
                ? "no time"
                : seconds(outages.stream().map(Outage::seconds).toList())));
    lines.add(
        line(
            "recovery    after %d kills in mid-job: median %s s, at most %s s",
            recovery.kills().size(),
            number(Median.of(recovery.kills())),
            number(Recovery.max(recovery.kills()))));
    lines.add(line("            after the broker's return: %s", seconds(recovery.restarts())));
    lines.add(
        line(
            "left        %d scratch folders of killed workers, %d of others; %d orphans in the store",
            scratch.ofKilled(), scratch.ofOthers().size(), sum.orphans().size()));
    lines.add(
        line("seed        %d, %.1f s%s", seed, lasted.toMillis() / 1e3, late ? ", TOO LATE" : ""));
    show(lines, "LOST", sum.lost());
    show(lines, "DOUBLED", sum.doubled());
    show(lines, "WRONG", sum.wrong());
    show(lines, "orphan", sum.orphans());
    show(lines, "orphan", scratch.ofOthers());
    show(lines, "unclean", unclean);
    return lines;
  }

  /** All of it on one line. */
  String json() {
    return new String(Json.write(this), StandardCharsets.UTF_8);
  }

  /** For machines: one line of a fixed form. */
  String lastLine() {
    return line(
        "chaos: submitted=%d stored=%d failed=%d lost=%d doubled=%d wrong=%d duplicate-events=%d"
            + " kills=%d broker-restarts=%d store-errors=%d recover-median-s=%s recover-max-s=%s",
        sum.submitted(),
        sum.stored(),
        sum.failed(),
        sum.lost().size(),
        sum.doubled().size(),
        sum.wrong().size(),
        sum.duplicateEvents(),
        kills(),
        outages.size(),
        errors(),
        number(Median.of(recovery.all())),
        number(Recovery.max(recovery.all())));
  }

  private int kills() {
    return (int) blows.stream().filter(blow -> !blow.gentle()).count();
  }

  private int requests() {
    return faults.values().stream().mapToInt(Integer::intValue).sum();
  }

  private int errors() {
    return requests() - faults.getOrDefault(Fault.NONE, 0);
  }

  private String kinds() {
    return faults.entrySet().stream()
        .filter(count -> count.getKey() != Fault.NONE)
        .map(count -> count.getKey() + "=" + count.getValue())
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String seconds(List<Double> all) {
    return all.stream()
        .map(one -> number(OptionalDouble.of(one)) + " s")
        .collect(Collectors.joining(", "));
  }

  /** A number of seconds; {@code none} where there was nothing to recover from. */
  private static String number(OptionalDouble seconds) {
    return seconds.isEmpty() ? "none" : line("%.1f", seconds.getAsDouble());
  }

  private static void show(List<String> lines, String what, List<String> findings) {
    findings.stream().limit(SHOWN).forEach(finding -> lines.add(what + ": " + finding));
    if (findings.size() > SHOWN) {
      lines.add(what + ": and " + (findings.size() - SHOWN) + " more");
    }
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
