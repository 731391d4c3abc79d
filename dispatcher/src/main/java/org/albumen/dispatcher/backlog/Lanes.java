package org.albumen.dispatcher.backlog;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.topic.Topics;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.SharePartitionOffsetInfo;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.jspecify.annotations.Nullable;

/**
 * How far the workers' share group has come in every topic of jobs. Safe for use by several
 * threads.
 *
 * @param group the share group
 */
record Lanes(Admin admin, String group) {

  /**
   * A partition with jobs.
   *
   * @param jobs that have not ended, with the marks of transactions among them
   * @param start at which the first of them may be
   * @param end after the last of them
   */
  record Waiting(long jobs, long start, long end) {}

  /**
   * Every topic of jobs, by name, with its partitions that hold jobs.
   *
   * @throws AlbumenException {@code KAFKA_UNAVAILABLE}
   */
  Map<String, Map<TopicPartition, Waiting>> read() throws AlbumenException {
    Map<String, Map<TopicPartition, Waiting>> topics = new TreeMap<>();
    List<TopicPartition> partitions = partitions(topics);
    ListOffsetsOptions committed = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);
    Map<TopicPartition, ListOffsetsResultInfo> begin =
        offsets(partitions, OffsetSpec.earliest(), committed);
    Map<TopicPartition, ListOffsetsResultInfo> end =
        offsets(partitions, OffsetSpec.latest(), committed);
    Map<TopicPartition, SharePartitionOffsetInfo> groups = group(partitions);
    for (TopicPartition partition : partitions) {
      Waiting waiting =
          waiting(
              requireNonNull(begin.get(partition)).offset(),
              requireNonNull(end.get(partition)).offset(),
              groups.get(partition));
      if (waiting.jobs > 0) {
        requireNonNull(topics.get(partition.topic())).put(partition, waiting);
      }
    }
    return topics;
  }

  /** Before the group's first acknowledgement it has no lag: then everything waits. */
  private static Waiting waiting(long begin, long end, @Nullable SharePartitionOffsetInfo group) {
    if (group == null || group.lag().isEmpty()) {
      long start = group == null ? begin : Math.max(begin, group.startOffset());
      return new Waiting(Math.max(0, end - start), start, end);
    }
    long start = Math.max(begin, group.startOffset());
    return new Waiting(Math.min(group.lag().get(), Math.max(0, end - start)), start, end);
  }

  private List<TopicPartition> partitions(Map<String, Map<TopicPartition, Waiting>> topics)
      throws AlbumenException {
    for (String topic : answer(admin.listTopics().names())) {
      if (Topics.isJobs(topic)) {
        topics.put(topic, new HashMap<>());
      }
    }
    List<TopicPartition> partitions = new ArrayList<>();
    for (TopicDescription topic :
        answer(admin.describeTopics(topics.keySet()).allTopicNames()).values()) {
      topic
          .partitions()
          .forEach(p -> partitions.add(new TopicPartition(topic.name(), p.partition())));
    }
    return partitions;
  }

  private Map<TopicPartition, ListOffsetsResultInfo> offsets(
      Collection<TopicPartition> partitions, OffsetSpec which, ListOffsetsOptions options)
      throws AlbumenException {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    partitions.forEach(partition -> asked.put(partition, which));
    return answer(admin.listOffsets(asked, options).all());
  }

  private Map<TopicPartition, SharePartitionOffsetInfo> group(List<TopicPartition> partitions)
      throws AlbumenException {
    ListShareGroupOffsetsSpec spec = new ListShareGroupOffsetsSpec().topicPartitions(partitions);
    try {
      return admin.listShareGroupOffsets(Map.of(group, spec)).partitionsToOffsetInfo(group).get();
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return Map.of();
      }
      throw unavailable(e);
    }
  }

  private static <T> T answer(KafkaFuture<T> future) throws AlbumenException {
    try {
      return future.get();
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (ExecutionException e) {
      throw unavailable(e);
    }
  }

  private static AlbumenException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new AlbumenException(FailureCode.KAFKA_UNAVAILABLE, "interrupted", e);
  }

  private static AlbumenException unavailable(ExecutionException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return new AlbumenException(
        FailureCode.KAFKA_UNAVAILABLE, "the backlog cannot be read: " + cause.getMessage(), e);
  }
}
