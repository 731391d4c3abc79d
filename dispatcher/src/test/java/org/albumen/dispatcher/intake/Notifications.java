package org.albumen.dispatcher.intake;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.albumen.common.codec.Json;
import org.albumen.common.job.Lane;
import org.albumen.common.job.Target;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** Notifications as stores send them, and rules. */
final class Notifications {
  static final Instant TIME = Instant.parse("2026-11-28T23:59:59.123Z");

  private Notifications() {}

  /** Images below {@code inbox/} of the bucket {@code scans}. */
  static Rule rule(String name) {
    return rule(name, "inbox/", null, Lane.BULK);
  }

  static Rule rule(String name, String prefix, @Nullable String suffix, Lane lane) {
    return new Rule(
        name, "scans", prefix, suffix, "photo@1", new Target("results", "out/"), "photo", lane);
  }

  /** Of Amazon S3, about an object that was put. */
  static String put(String key, String sequencer) {
    return records(record("ObjectCreated:Put", key, "v-" + sequencer, sequencer));
  }

  static String records(String... records) {
    return "{\"Records\":[" + String.join(",", records) + "]}";
  }

  /** One record; the key is encoded as S3 does. */
  static String record(String eventName, String key, String version, String sequencer) {
    return String.format(
        Locale.ROOT,
        """
        {"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"eu-central-1",
         "eventTime":"%s","eventName":"%s","userIdentity":{"principalId":"p"},
         "s3":{"s3SchemaVersion":"1.0","configurationId":"c",
          "bucket":{"name":"scans","arn":"arn:aws:s3:::scans"},
          "object":{"key":"%s","size":12,"eTag":"abc","versionId":"%s","sequencer":"%s"}}}""",
        TIME,
        eventName,
        URLEncoder.encode(key, StandardCharsets.UTF_8),
        version,
        sequencer);
  }

  /** As MinIO sends it to Kafka. */
  static String minio(String key, String sequencer, String metadata) {
    String encoded = URLEncoder.encode(key, StandardCharsets.UTF_8);
    return String.format(
        Locale.ROOT,
        """
        {"EventName":"s3:ObjectCreated:Put","Key":"scans/%s",
         "Records":[{"eventVersion":"2.0","eventSource":"minio:s3","awsRegion":"",
          "eventTime":"%s","eventName":"s3:ObjectCreated:Put",
          "s3":{"s3SchemaVersion":"1.0","configurationId":"Config",
           "bucket":{"name":"scans","arn":"arn:aws:s3:::scans"},
           "object":{"key":"%s","size":7,"eTag":"d41d8","contentType":"image/tiff",
            "userMetadata":{"content-type":"image/tiff"%s},"sequencer":"%s"}},
          "source":{"host":"127.0.0.1"}}]}""",
        key,
        TIME,
        encoded,
        metadata,
        sequencer);
  }

  /** As SNS passes it on. */
  static String sns(String notification) {
    String text = new String(Json.write(notification), StandardCharsets.UTF_8);
    return "{\"Type\":\"Notification\",\"MessageId\":\"m\",\"Message\":" + text + "}";
  }

  static ConsumerRecord<byte[], byte[]> message(int partition, long offset, String value) {
    return new ConsumerRecord<>(
        "uploads",
        partition,
        offset,
        Instant.parse("2026-11-29T00:00:01Z").toEpochMilli(),
        TimestampType.CREATE_TIME,
        0,
        0,
        new byte[0],
        value.getBytes(StandardCharsets.UTF_8),
        new RecordHeaders(),
        Optional.empty());
  }
}
