package org.albumen.bench.dispatch;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.albumen.common.codec.Json;
import org.albumen.dispatcher.view.BatchView;

/** Clients of a dispatcher's API. */
final class Questions {
  private static final Duration LEAST = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofMinutes(20);
  private static final double NANOS_PER_MILLI = 1e6;

  private final URI address;
  private final int clients;
  private final int pause;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /**
   * @param pause milliseconds between a client's questions
   */
  Questions(URI address, int clients, int pause) {
    this.address = address;
    this.clients = clients;
    this.pause = pause;
  }

  /**
   * How long answers took.
   *
   * @param nanos sorted
   * @param errors answers that were none
   */
  record Times(List<Long> nanos, long errors) {
    int count() {
      return nanos.size();
    }

    double millis(int percent) {
      return nanos.get(Math.min(nanos.size() - 1, nanos.size() * percent / 100)) / NANOS_PER_MILLI;
    }
  }

  void awaitReady() throws Exception {
    await(() -> get("/health/ready").statusCode() == 200);
  }

  void awaitEnd(String batch) throws Exception {
    await(() -> ended(batch));
  }

  /** Submits a batch of so many seeds; tells its id. */
  String submit(int seeds) throws Exception {
    String body =
        "{\"selection\":{\"kind\":\"seeds\",\"seeds\":\"0-%d\"},\"recipe\":\"faces-progan@1\",\"target\":{\"bucket\":\"restored\"}}"
            .formatted(seeds - 1);
    var answer =
        http.send(
            HttpRequest.newBuilder(address.resolve("/batches"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofByteArray());
    if (answer.statusCode() != 202) {
      throw new IOException(new String(answer.body(), StandardCharsets.UTF_8));
    }
    return Json.readLenient(answer.body(), BatchView.class).batchId();
  }

  boolean ended(String batch) throws Exception {
    var answer = get("/batches/" + batch);
    return answer.statusCode() == 200
        && Json.readLenient(answer.body(), BatchView.class).state().ended();
  }

  /** All clients ask for a batch, for ten seconds at least and as long as something goes on. */
  Times ask(String batch, Callable<Boolean> goesOn) throws Exception {
    List<Long> times = Collections.synchronizedList(new ArrayList<>());
    AtomicLong errors = new AtomicLong();
    AtomicLong until = new AtomicLong(Long.MAX_VALUE);
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    try {
      List<Future<?>> asking = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        asking.add(threads.submit(() -> client(batch, times, errors, until)));
      }
      long least = System.nanoTime() + LEAST.toNanos();
      while (System.nanoTime() < least || goesOn.call()) {
        Thread.sleep(500);
      }
      until.set(0);
      for (Future<?> client : asking) {
        client.get();
      }
    } finally {
      threads.shutdownNow();
    }
    List<Long> sorted = new ArrayList<>(times);
    Collections.sort(sorted);
    return new Times(sorted, errors.get());
  }

  private Void client(String batch, List<Long> times, AtomicLong errors, AtomicLong until)
      throws Exception {
    while (until.get() > 0) {
      long began = System.nanoTime();
      if (get("/batches/" + batch).statusCode() == 200) {
        times.add(System.nanoTime() - began);
      } else {
        errors.incrementAndGet();
      }
      Thread.sleep(pause);
    }
    return null;
  }

  private HttpResponse<byte[]> get(String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(address.resolve(path)).timeout(Duration.ofSeconds(60)).build(),
        BodyHandlers.ofByteArray());
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > end) {
        throw new IOException("not in time");
      }
      Thread.sleep(200);
    }
  }
}
