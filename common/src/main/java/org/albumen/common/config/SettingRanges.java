package org.albumen.common.config;

import java.net.URI;
import java.time.Duration;
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
    require(
        s3.endpoint().map(SettingRanges::isHttp).orElse(true),
        "s3.endpoint",
        "must be an address such as http://host:9000, not " + s3.endpoint().orElse(null));
    within("s3.max-attempts", s3.maxAttempts(), 1, 20);
    positive("s3.connect-timeout", s3.connectTimeout());
    positive("s3.read-timeout", s3.readTimeout());

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
    require(!worker.grace().isNegative(), "worker.grace", "must not be negative");
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
    return config;
  }

  private static boolean isHttp(URI uri) {
    return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
        && uri.getHost() != null;
  }

  private static void positive(String name, Duration value) throws AlbumenException {
    boolean fits = value.compareTo(Duration.ZERO) > 0 && value.compareTo(LONGEST) <= 0;
    require(fits, name, "must be longer than nothing and at most 24 days, not " + value);
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
