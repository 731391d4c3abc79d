package org.albumen.bench.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.albumen.bench.chaos.KillSchedule.Strike;
import org.albumen.common.config.KafkaClients;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.store.ObjectStore;
import org.albumen.common.submission.BatchIds;
import org.albumen.common.topic.Topics;
import org.apache.kafka.clients.producer.Producer;

/** A fleet that is disturbed while it works, and what is left afterwards. To be used once. */
final class ChaosRun {
  private static final Duration CALM = Duration.ofMinutes(5);
  private static final Duration SETTLE = Duration.ofSeconds(30);
  private static final Duration TELL = Duration.ofSeconds(10);
  private static final long TICK_MS = 100;
  private static final String TARGET = "chaos/";

  private final Settings settings;
  private final Consumer<String> people;
  private final List<Fleet.Blow> blows = new ArrayList<>();
  private final FaultPlan faults;
  private boolean late;

  /**
   * What is to be done.
   *
   * @param seed of every choice that is made
   * @param timeLimit after which the run ends with what there is
   */
  record Settings(
      int jobs,
      int workers,
      Duration killEvery,
      Percent storeErrors,
      int brokerRestarts,
      long seed,
      Duration timeLimit) {}

  /**
   * @param people is told in lines how far it is
   */
  ChaosRun(Settings settings, Consumer<String> people) {
    this.settings = settings;
    this.people = people;
    this.faults = new FaultPlan(settings.storeErrors(), settings.seed());
  }

  /**
   * Runs it.
   *
   * @param folder exists and is empty
   */
  ChaosReport run(Path folder) throws IOException, AlbumenException, InterruptedException {
    Archive archive = Archive.of(settings.jobs());
    archive.write(folder.resolve(ProvingGround.SOURCES));
    try (ProvingGround ground = ProvingGround.in(folder);
        FaultProxy proxy = new FaultProxy(ground.s3().endpoint(), faults::next);
        FaultProxy.Door door = proxy.open();
        ObjectStore store = ground.store(door.endpoint());
        Producer<byte[], byte[]> producer =
            new KafkaClients(ground.config().kafka()).producer("chaos");
        Fleet fleet = new Fleet(ground, proxy);
        BrokerRestarts broker = new BrokerRestarts(ground, settings.brokerRestarts())) {
      Submissions submissions = new Submissions(store, producer);
      References references = calm(ground, fleet, submissions);
      long began = System.nanoTime();
      String first = batch();
      List<String> batches = List.of(first, first + "-again");
      disturbed(ground, fleet, submissions, broker, archive, batches);
      Duration lasted = Duration.ofNanos(System.nanoTime() - began);
      fleet.dismiss();
      Ledger ledger = reader(ground).read(Set.copyOf(batches), TARGET);
      Reconciliation sum = new Reconciler(archive.contents(), references).reconcile(ledger);
      return new ChaosReport(
          settings.seed(),
          lasted,
          late,
          sum,
          blows,
          fleet.clean(),
          fleet.unclean(),
          LeftScratch.of(ground, fleet.killed()),
          faults.tally(),
          broker.outages(),
          Recovery.of(blows, broker.outages(), ledger.told()));
    }
  }

  /** Every content once, by one worker whom nothing disturbs. */
  private References calm(ProvingGround ground, Fleet fleet, Submissions submissions)
      throws IOException, AlbumenException, InterruptedException {
    people.accept("calm: one worker restores each content once, for reference");
    String batch = batch();
    fleet.staff(1);
    long expected = submissions.submit(batch, Archive.CALM, "");
    try (EventWatch watch = EventWatch.of(ground.config().kafka(), Set.of(batch))) {
      long until = System.nanoTime() + CALM.toNanos();
      while (watch.ended() < expected) {
        if (System.nanoTime() > until || !fleet.unclean().isEmpty()) {
          throw new AlbumenException(
              FailureCode.UNEXPECTED,
              "the calm run does not end, "
                  + watch.ended()
                  + " of "
                  + expected
                  + " are done; see "
                  + ground.folder().resolve("log")
                  + " "
                  + fleet.unclean());
        }
        fleet.tend();
        Thread.sleep(TICK_MS);
      }
    }
    return References.of(reader(ground).read(Set.of(batch), Archive.CALM), MadePhotograph.good());
  }

  private void disturbed(
      ProvingGround ground,
      Fleet fleet,
      Submissions submissions,
      BrokerRestarts broker,
      Archive archive,
      List<String> batches)
      throws IOException, AlbumenException, InterruptedException {
    fleet.staff(settings.workers());
    faults.arm(true);
    try (EventWatch watch = EventWatch.of(ground.config().kafka(), Set.copyOf(batches))) {
      submit(submissions, archive, batches);
      KillSchedule schedule = new KillSchedule(settings.killEvery(), settings.seed());
      Strike strike = schedule.next();
      long began = System.nanoTime();
      Duration told = Duration.ZERO;
      while (watch.ended() < archive.jobs()) {
        Duration now = Duration.ofNanos(System.nanoTime() - began);
        if (now.compareTo(settings.timeLimit()) > 0) {
          late = true;
          break;
        }
        fleet.tend();
        broker.tend((double) watch.ended() / archive.jobs());
        if (now.compareTo(strike.at()) >= 0 && struck(fleet, strike, watch)) {
          strike = schedule.next();
        }
        if (now.minus(told).compareTo(TELL) >= 0) {
          told = now;
          tell(now, watch, archive.jobs(), broker);
        }
        Thread.sleep(TICK_MS);
      }
      broker.settle();
      faults.arm(false);
      settle(new Topic(ground.config().kafka(), Topics.jobs(ProvingGround.POOL)));
    }
  }

  /**
   * Some rolls are submitted under the first batch, under the second, and again with everything
   * else under the first: two jobs for one result, and one job of two messages.
   */
  private static void submit(Submissions submissions, Archive archive, List<String> batches)
      throws AlbumenException {
    for (String roll : archive.rolls()) {
      submissions.submit(batches.get(0), roll, TARGET);
      submissions.submit(batches.get(1), roll, TARGET);
    }
    submissions.submit(batches.get(0), Archive.PREFIX, TARGET);
  }

  /** False while too few workers are at work: the strike waits for them. */
  private boolean struck(Fleet fleet, Strike strike, EventWatch watch)
      throws IOException, InterruptedException {
    List<Fleet.Post> some = fleet.targets();
    if (some.isEmpty()) {
      return false;
    }
    blows.add(fleet.strike(strike.among(some), strike.gentle(), watch.endedSources()));
    return true;
  }

  /** Messages of jobs that have ended already may still wait; they are part of the proof. */
  private static void settle(Topic jobs) throws AlbumenException, InterruptedException {
    long until = System.nanoTime() + SETTLE.toNanos();
    while (System.nanoTime() < until) {
      OptionalLong lag = jobs.lag();
      if (lag.isPresent() && lag.getAsLong() == 0) {
        return;
      }
      Thread.sleep(TICK_MS);
    }
  }

  private void tell(Duration now, EventWatch watch, int jobs, BrokerRestarts broker) {
    people.accept(
        "%4d s  %d of %d jobs ended, %d workers struck, %d broker restarts, %d store errors"
            .formatted(
                now.toSeconds(),
                watch.ended(),
                jobs,
                blows.size(),
                broker.outages().size(),
                faults.faults()));
  }

  private static LedgerReader reader(ProvingGround ground) throws AlbumenException {
    return new LedgerReader(ground.config().kafka(), ground.results());
  }

  private static String batch() {
    return BatchIds.next(Instant.now(), new Random());
  }
}
