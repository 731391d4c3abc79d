package org.albumen.common.topic;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.Lane;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** Makes the topics that are missing and sets the share group's rules. Changes no topic. */
public final class TopicSetup {
  /**
   * There are few interactive lanes, and all are given a single partition: of several, each would
   * have some to itself, and a job could wait for a busy lane beside an idle one.
   */
  private static final int INTERACTIVE = 1;

  private static final String BROKERS_CLOCK = "LogAppendTime";

  /** Notes go when their message has ended, and after a month in any case. */
  private static final Map<String, String> NOTES =
      Map.of(
          TopicConfig.CLEANUP_POLICY_CONFIG,
          "compact,delete",
          TopicConfig.RETENTION_MS_CONFIG,
          Long.toString(Duration.ofDays(30).toMillis()),
          TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
          BROKERS_CLOCK);

  /** A job may wait for a month, and whoever was away as long still hears what became of it. */
  private static final Map<String, String> PATIENT =
      Map.of(
          TopicConfig.RETENTION_MS_CONFIG,
          Long.toString(Duration.ofDays(30).toMillis()),
          TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
          BROKERS_CLOCK);

  /** The last order about each batch is kept. */
  private static final Map<String, String> ORDERS =
      Map.of(
          TopicConfig.CLEANUP_POLICY_CONFIG,
          "compact",
          TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
          BROKERS_CLOCK);

  private final Admin admin;

  public TopicSetup(Admin admin) {
    this.admin = admin;
  }

  /**
   * Creates every topic that a fleet needs where it is missing: the jobs of a pool in both lanes,
   * submissions, batches and orders, events, dead letters with their audit, and the ledger of
   * attempts.
   *
   * @param partitions of new topics for bulk jobs, events and submissions; fewer than the fleet has
   *     lanes
   * @throws AlbumenException {@code KAFKA_UNAVAILABLE}
   */
  public void create(String pool, int partitions) throws AlbumenException {
    create(
        List.of(
            topic(Topics.jobs(pool), partitions).configs(PATIENT),
            topic(Topics.jobs(pool, Lane.INTERACTIVE), INTERACTIVE).configs(PATIENT),
            archive(Topics.SUBMISSIONS, partitions),
            archive(Topics.BATCHES, partitions),
            topic(Topics.CONTROL, 1).configs(ORDERS),
            topic(Topics.EVENTS, partitions).configs(PATIENT),
            archive(Topics.DEAD_LETTERS),
            archive(Topics.DEAD_LETTERS_AUDIT),
            topic(Topics.ATTEMPTS, 1).configs(NOTES)));
  }

  /**
   * Creates the dead letters' audit where it is missing.
   *
   * @throws AlbumenException {@code KAFKA_UNAVAILABLE}
   */
  public void createAudit() throws AlbumenException {
    create(List.of(archive(Topics.DEAD_LETTERS_AUDIT)));
  }

  /**
   * Sets a share group's rules before its first member joins (KIP-932).
   *
   * @param lockMillis how long a worker may hold a job without renewing it
   * @param deliveries how often a job is delivered before it is given up
   */
  public void shareGroup(String group, int lockMillis, int deliveries) throws AlbumenException {
    Map<String, String> rules =
        Map.of(
            "share.auto.offset.reset",
            "earliest",
            "share.isolation.level",
            "read_committed", // what a broken-off replay sent is no job
            "share.record.lock.duration.ms",
            Integer.toString(lockMillis),
            "share.delivery.count.limit",
            Integer.toString(deliveries));
    List<AlterConfigOp> changes =
        rules.entrySet().stream()
            .map(e -> new ConfigEntry(e.getKey(), e.getValue()))
            .map(entry -> new AlterConfigOp(entry, AlterConfigOp.OpType.SET))
            .toList();
    ConfigResource resource = new ConfigResource(ConfigResource.Type.GROUP, group);
    await(admin.incrementalAlterConfigs(Map.of(resource, changes)).all());
  }

  private void create(Collection<NewTopic> wanted) throws AlbumenException {
    for (var result : admin.createTopics(wanted).values().values()) {
      await(result);
    }
  }

  /** A topic that forgets nothing, whatever the broker does by default. */
  private static NewTopic archive(String name) {
    return archive(name, 1);
  }

  private static NewTopic archive(String name, int partitions) {
    return topic(name, partitions)
        .configs(
            Map.of(
                TopicConfig.RETENTION_MS_CONFIG,
                "-1",
                TopicConfig.RETENTION_BYTES_CONFIG,
                "-1",
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                BROKERS_CLOCK));
  }

  /**
   * The broker's clock counts: by their own, producers an hour ahead would be refused ({@code
   * message.timestamp.after.max.ms}), and what they sent would be kept too long.
   */
  private static NewTopic topic(String name, int partitions) {
    return new NewTopic(name, Optional.of(partitions), Optional.empty())
        .configs(Map.of(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, BROKERS_CLOCK));
  }

  private static void await(org.apache.kafka.common.KafkaFuture<?> result) throws AlbumenException {
    try {
      result.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AlbumenException(FailureCode.KAFKA_UNAVAILABLE, "interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TopicExistsException) {
        return;
      }
      String reason =
          e.getCause() instanceof KafkaException kafka ? kafka.getMessage() : e.getMessage();
      throw new AlbumenException(
          FailureCode.KAFKA_UNAVAILABLE, "Kafka refused a topic or group setting: " + reason, e);
    }
  }
}
