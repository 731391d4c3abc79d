package org.albumen.bench.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.Consumer;
import org.albumen.common.config.KafkaClients;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.store.ObjectStore;
import org.albumen.common.submission.BatchIds;
import org.apache.kafka.clients.producer.Producer;

/** Workers that nothing disturbs, for long, and what the first of them holds meanwhile. */
final class SoakRun {

  /** All of the heap is resident from the start: what is resident later tells of the rest. */
  private static final List<String> JAVA = List.of("-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch");

  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration TELL = Duration.ofSeconds(30);
  private static final Duration LEAVING = Duration.ofMinutes(1);
  private static final long TICK_MS = 200;
  private static final int OFTEN = 4; // samples in a tenth at least, unless jobs are faster

  private final int warmUp;
  private final int jobs;
  private final int workers;
  private final Duration every;
  private final Duration timeLimit;
  private final Consumer<String> people;

  /**
   * @param warmUp jobs that come before those that count
   * @param every how often it is looked at, at most
   * @param people is told in lines how far it is
   */
  SoakRun(
      int warmUp,
      int jobs,
      int workers,
      Duration every,
      Duration timeLimit,
      Consumer<String> people) {
    this.warmUp = warmUp;
    this.jobs = jobs;
    this.workers = workers;
    this.every = every;
    this.timeLimit = timeLimit;
    this.people = people;
  }

  /** What was seen after the warm-up, in time's order. */
  List<Vitals> run(Path folder) throws IOException, AlbumenException, InterruptedException {
    Archive.undisturbed(warmUp + jobs).write(folder.resolve(ProvingGround.SOURCES));
    try (ProvingGround ground = ProvingGround.in(folder)) {
      List<WorkerChild> started = new ArrayList<>();
      try (ObjectStore store = ground.store(ground.s3().endpoint());
          Producer<byte[], byte[]> producer =
              new KafkaClients(ground.config().kafka()).producer("soak")) {
        for (int i = 1; i <= workers; i++) {
          started.add(
              WorkerChild.start("worker-" + i, ground, ground.s3().endpoint(), JAVA, Map.of()));
        }
        List<VitalsReader> readers = new ArrayList<>();
        for (WorkerChild worker : started) {
          readers.add(new VitalsReader(worker.pid(), awaitPort(worker)));
        }
        String batch = BatchIds.next(Instant.now(), new Random());
        long submitted = new Submissions(store, producer).submit(batch, Archive.PREFIX, "soak/");
        people.accept("submitted " + submitted + " jobs to " + workers + " worker(s)");
        List<Vitals> seen = watch(started, readers);
        dismiss(started);
        return seen;
      } finally {
        for (WorkerChild worker : started) {
          worker.kill();
        }
      }
    }
  }

  private List<Vitals> watch(List<WorkerChild> started, List<VitalsReader> readers)
      throws IOException, AlbumenException, InterruptedException {
    List<Vitals> seen = new ArrayList<>();
    long began = System.nanoTime();
    long looked = began;
    long told = began;
    int ended = 0;
    int endedWhenLooked = 0;
    while (ended < warmUp + jobs) {
      Thread.sleep(TICK_MS);
      requireAlive(started);
      long now = System.nanoTime();
      ended = 0;
      for (VitalsReader reader : readers) {
        ended += reader.jobs();
      }
      boolean counts = ended >= warmUp;
      boolean many = ended - endedWhenLooked >= jobs / (Flatness.PARTS * OFTEN);
      if (counts && (many || now - looked > every.toNanos())) {
        looked = now;
        endedWhenLooked = ended;
        seen.add(sample(readers, ended - warmUp));
      }
      if (now - told > TELL.toNanos()) {
        told = now;
        people.accept(
            "%5d s  %d of %d jobs ended"
                .formatted((now - began) / 1_000_000_000, ended, warmUp + jobs));
      }
      if (now - began > timeLimit.toNanos()) {
        throw new AlbumenException(
            FailureCode.UNEXPECTED,
            "only " + ended + " of " + (warmUp + jobs) + " jobs ended in time");
      }
    }
    return seen;
  }

  /** The first worker's, when all have ended so many jobs that count. */
  private static Vitals sample(List<VitalsReader> readers, int jobs)
      throws IOException, InterruptedException {
    Vitals first = readers.get(0).read();
    return new Vitals(jobs, first.heap(), first.rss(), first.threads(), first.files());
  }

  private static int awaitPort(WorkerChild worker)
      throws IOException, AlbumenException, InterruptedException {
    long until = System.nanoTime() + START.toNanos();
    while (System.nanoTime() < until) {
      requireAlive(List.of(worker));
      OptionalInt port = worker.port();
      if (port.isPresent()) {
        return port.getAsInt();
      }
      Thread.sleep(TICK_MS);
    }
    throw new AlbumenException(FailureCode.UNEXPECTED, "a worker does not start: " + worker.log());
  }

  private static void requireAlive(List<WorkerChild> workers) throws IOException, AlbumenException {
    for (WorkerChild worker : workers) {
      if (!worker.alive()) {
        throw new AlbumenException(
            FailureCode.UNEXPECTED,
            worker.name() + " ended by itself: " + worker.lastWord().orElse("not a word"));
      }
    }
  }

  private void dismiss(List<WorkerChild> workers) throws InterruptedException {
    for (WorkerChild worker : workers) {
      worker.terminate();
    }
    for (WorkerChild worker : workers) {
      OptionalInt exit = worker.exit(LEAVING);
      if (exit.isEmpty() || exit.getAsInt() != 0) {
        people.accept(worker.name() + " did not end with 0 when it was told to stop: " + exit);
      }
    }
  }
}
