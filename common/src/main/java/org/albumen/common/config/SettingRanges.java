package org.albumen.common.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.topic.Topics;

/** What the settings' values may be, beyond their types. */
final class SettingRanges {
  /** Kafka's clients count milliseconds in 31 bits. */
  private static final Duration LONGEST = Duration.ofDays(24);

  private static final int MAX_PORT = 65_535;

  private SettingRanges() {}

  static AlbumenConfig check(AlbumenConfig config) throws AlbumenException {
    AlbumenConfig.Kafka kafka = config.kafka();
    within("kafka.partitions", kafka.partitions(), 1, 10_000);
    positive("kafka.connect-timeout", kafka.connectTimeout());

    AlbumenConfig.S3 s3 = config.s3();
    // First, and without its value: there is a secret in it.
    require(
        s3.endpoint().map(SettingRanges::isBare).orElse(true),
        "s3.endpoint",
        "must be an address without credentials or a query in it");
    require(
        s3.endpoint().map(SettingRanges::isHttp).orElse(true),
        "s3.endpoint",
        "must be an address such as http://host:9000, not " + s3.endpoint().orElse(null));
    within("s3.max-attempts", s3.maxAttempts(), 1, 20);
    positive("s3.connect-timeout", s3.connectTimeout());
    positive("s3.read-timeout", s3.readTimeout());
    S3Clients.boundary(s3);
    S3Clients.encryption(s3);

    AlbumenConfig.Worker worker = config.worker();
    require(
        Topics.isPool(worker.pool()),
        "worker.pool",
        "must be lower-case letters, digits and hyphens, not '" + worker.pool() + "'");
    within("worker.lanes", worker.lanes(), 1, 1_000);
    if (worker.threads().isPresent()) {
      within("worker.threads", worker.threads().getAsInt(), 1, 1_024);
    }
    positive("worker.lock", worker.lock());
    within("worker.max-deliveries", worker.maxDeliveries(), 2, 10);
    positive("worker.isolate.limit", worker.isolate().limit());
    positive("worker.spot.every", worker.spot().every());
    require(
        worker.spot().metadata().map(SettingRanges::isHttp).orElse(true),
        "worker.spot.metadata",
        "must be an address such as http://169.254.169.254");
    require(!worker.grace().isNegative(), "worker.grace", "must not be negative");
    within("worker.max-job-bytes", worker.maxJobBytes(), 1_024, 16 << 20);
    within("worker.max-source-bytes", worker.maxSourceBytes(), 1, Long.MAX_VALUE);
    within("worker.max-pixels", worker.maxPixels(), 1, Integer.MAX_VALUE);
    if (worker.memory().isPresent()) {
      within("worker.memory", worker.memory().getAsLong(), 1, Long.MAX_VALUE);
    }
    if (worker.deviceMemory().isPresent()) {
      within("worker.device-memory", worker.deviceMemory().getAsLong(), 1, Long.MAX_VALUE);
    }
    within("worker.batch.most", worker.batch().most(), 1, 64);
    Duration delay = worker.batch().delay();
    require(
        !delay.isNegative() && delay.compareTo(Duration.ofSeconds(1)) <= 0,
        "worker.batch.wait",
        "must be at most a second, not " + delay);
    within("worker.http-port", worker.httpPort(), 0, MAX_PORT);
    check(worker.retry());
    check(worker.breaker());
    check(worker.limits());
    within("worker.interactive-lanes", worker.interactiveLanes(), 0, 1_000);
    check(config.dispatcher());
    require(isHttp(config.api().url()), "api.url", "must be an address such as http://host:8080");
    return config;
  }

  private static void check(AlbumenConfig.Dispatcher dispatcher) throws AlbumenException {
    within("dispatcher.http-port", dispatcher.httpPort(), 0, MAX_PORT);
    require(
        dispatcher.address().map(SettingRanges::isHttp).orElse(true),
        "dispatcher.address",
        "must be an address such as http://host:8080");
    within("dispatcher.expanders", dispatcher.expanders(), 0, 64);
    within("dispatcher.page-size", dispatcher.pageSize(), 1, 100_000);
    within("dispatcher.backlog-ceiling", dispatcher.backlogCeiling(), 1, Long.MAX_VALUE);
    within("dispatcher.max-body", dispatcher.maxBody(), 1_024, 16 << 20);
    positive("dispatcher.link-ttl", dispatcher.linkTtl());
    require(
        dispatcher.linkTtl().compareTo(Duration.ofDays(7)) <= 0,
        "dispatcher.link-ttl",
        "must be at most 7 days");
    require(
        List.of("permissive", "non-commercial", "unknown").containsAll(dispatcher.licences()),
        "dispatcher.licences",
        "must be of permissive, non-commercial and unknown");
    require(
        dispatcher.gpuHourPrice().orElse(0.0) >= 0,
        "dispatcher.gpu-hour-price",
        "must not be negative");
  }

  private static void check(AlbumenConfig.Worker.Retry retry) throws AlbumenException {
    within("worker.retry.attempts", retry.attempts(), 1, 100);
    positive("worker.retry.first-pause", retry.firstPause());
    positive("worker.retry.longest-pause", retry.longestPause());
    noShorter(
        "worker.retry.longest-pause", retry.longestPause(), "first-pause", retry.firstPause());
  }

  private static void check(AlbumenConfig.Worker.Breaker breaker) throws AlbumenException {
    within("worker.breaker.window", breaker.window(), 1, 1_000);
    within("worker.breaker.least-calls", breaker.leastCalls(), 1, breaker.window());
    within("worker.breaker.failure-rate", breaker.failureRate(), 1, 100);
    positive("worker.breaker.open-for", breaker.openFor());
    positive("worker.breaker.longest-open", breaker.longestOpen());
    noShorter("worker.breaker.longest-open", breaker.longestOpen(), "open-for", breaker.openFor());
  }

  private static void check(AlbumenConfig.Worker.Limits limits) throws AlbumenException {
    positive("worker.limits.fetch", limits.fetch());
    positive("worker.limits.make", limits.make());
    positive("worker.limits.store", limits.store());
  }

  private static boolean isHttp(URI uri) {
    return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
        && uri.getHost() != null;
  }

  private static boolean isBare(URI uri) {
    return uri.toString().chars().noneMatch(c -> c == '@' || c == '?');
  }

  private static void positive(String name, Duration value) throws AlbumenException {
    boolean fits = value.compareTo(Duration.ZERO) > 0 && value.compareTo(LONGEST) <= 0;
    require(fits, name, "must be longer than nothing and at most 24 days, not " + value);
  }

  private static void noShorter(String name, Duration value, String other, Duration least)
      throws AlbumenException {
    require(
        value.compareTo(least) >= 0, name, "must not be shorter than " + other + ", not " + value);
  }

  private static void within(String name, long value, long least, long most)
      throws AlbumenException {
    String range = most == Long.MAX_VALUE ? "at least " + least : least + " to " + most;
    require(value >= least && value <= most, name, "must be " + range + ", not " + value);
  }

  private static void require(boolean condition, String name, String rule) throws AlbumenException {
    if (!condition) {
      throw new AlbumenException(FailureCode.BAD_CONFIGURATION, "albumen." + name + " " + rule);
    }
  }
}
