package org.albumen.dispatcher.tally;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.config.KafkaClients;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.topic.Topics;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** How many partitions the topics have that the tracker reads. */
record TrackedTopics(int eventPartitions, int batchPartitions) {

  /**
   * Looks them up.
   *
   * @throws AlbumenException {@code KAFKA_UNAVAILABLE}; {@code BAD_CONFIGURATION} when they do not
   *     fit together
   */
  static TrackedTopics of(AlbumenConfig.Kafka settings) throws AlbumenException {
    KafkaClients clients = new KafkaClients(settings);
    clients.ping();
    Map<String, Integer> found = found(clients);
    int batches = requireNonNull(found.get(Topics.BATCHES));
    int submissions = requireNonNull(found.get(Topics.SUBMISSIONS));
    if (batches != submissions) {
      throw wrong(
          Topics.BATCHES
              + " has "
              + batches
              + " partitions and "
              + Topics.SUBMISSIONS
              + " "
              + submissions
              + "; give both as many, before there are submissions");
    }
    if (requireNonNull(found.get(Topics.CONTROL)) != 1) {
      throw wrong(Topics.CONTROL + " must have one partition, which gives orders their order");
    }
    return new TrackedTopics(requireNonNull(found.get(Topics.EVENTS)), batches);
  }

  private static Map<String, Integer> found(KafkaClients clients) throws AlbumenException {
    List<String> names = List.of(Topics.EVENTS, Topics.SUBMISSIONS, Topics.BATCHES, Topics.CONTROL);
    Map<String, Integer> partitions = new HashMap<>();
    try (Admin admin = clients.admin()) {
      Map<String, KafkaFuture<TopicDescription>> answers =
          admin.describeTopics(names).topicNameValues();
      for (String name : names) {
        partitions.put(name, requireNonNull(answers.get(name)).get().partitions().size());
      }
      return partitions;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AlbumenException(FailureCode.KAFKA_UNAVAILABLE, "interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        throw wrong("these brokers lack a topic of " + String.join(", ", names));
      }
      throw new AlbumenException(
          FailureCode.KAFKA_UNAVAILABLE, "topics cannot be looked up: " + e.getMessage(), e);
    }
  }

  private static AlbumenException wrong(String message) {
    return new AlbumenException(FailureCode.BAD_CONFIGURATION, message);
  }
}
