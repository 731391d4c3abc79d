package org.albumen.bench.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.albumen.common.codec.CloudEventCodec;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.config.KafkaClients;
import org.albumen.common.event.JobSucceeded;
import org.albumen.common.event.ResultImage;
import org.albumen.common.event.Timings;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.job.Job;
import org.albumen.common.job.ObjectRef;
import org.albumen.common.topic.Topics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/** Announces of every job that it has succeeded, and does nothing else. A thread of its own. */
final class PlayedWorker implements AutoCloseable {
  private static final String SHA256 = "0".repeat(64);
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConsumer<byte[], byte[]> jobs;
  private final Producer<byte[], byte[]> events;
  private final AtomicLong played = new AtomicLong();
  private final Thread thread = new Thread(this::run, "played-worker");
  private volatile boolean stopped;

  private PlayedWorker(KafkaConsumer<byte[], byte[]> jobs, Producer<byte[], byte[]> events) {
    this.jobs = jobs;
    this.events = events;
  }

  static PlayedWorker start(AlbumenConfig.Kafka settings) {
    KafkaClients clients = new KafkaClients(settings);
    KafkaConsumer<byte[], byte[]> jobs = clients.reader();
    jobs.assign(
        jobs.partitionsFor(Topics.jobs("photo")).stream()
            .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
            .toList());
    jobs.seekToBeginning(jobs.assignment());
    PlayedWorker worker = new PlayedWorker(jobs, clients.producer("played-worker"));
    worker.thread.start();
    return worker;
  }

  long played() {
    return played.get();
  }

  @Override
  public void close() {
    stopped = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    jobs.close();
    events.close();
  }

  private void run() {
    while (!stopped) {
      for (ConsumerRecord<byte[], byte[]> message : jobs.poll(POLL)) {
        play(message);
      }
    }
  }

  private void play(ConsumerRecord<byte[], byte[]> message) {
    try {
      Job job = CloudEventCodec.readJob(message);
      Future<RecordMetadata> unused =
          events.send(CloudEventCodec.event(Topics.EVENTS, success(job), Instant.now(), null));
      played.incrementAndGet();
    } catch (AlbumenException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JobSucceeded success(Job job) {
    String name = job.source().ref().name();
    return new JobSucceeded(
        job.id(),
        job.batchId(),
        job.source().ref(),
        job.recipe(),
        SHA256,
        new ResultImage("restored", name + ".png", "image/png", SHA256, 50_000, 128, 128),
        new ObjectRef("restored", name + ".json"),
        null,
        List.of(),
        List.of(),
        new Timings(0, 0, 40, 5, 5),
        false,
        1,
        "played");
  }
}
