package org.albumen.worker;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.albumen.common.codec.CloudEventCodec;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.config.ConfigLoader;
import org.albumen.common.config.KafkaClients;
import org.albumen.common.config.S3Clients;
import org.albumen.common.digest.Digest;
import org.albumen.common.event.JobEvent;
import org.albumen.common.event.JobFailed;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.job.Job;
import org.albumen.common.job.ObjectRef;
import org.albumen.common.job.ObjectSource;
import org.albumen.common.job.Target;
import org.albumen.common.recipe.RecipeBook;
import org.albumen.common.store.ObjectHead;
import org.albumen.common.store.ObjectStore;
import org.albumen.common.topic.TopicSetup;
import org.albumen.common.topic.Topics;
import org.albumen.embedded.EmbeddedKafka;
import org.albumen.embedded.EmbeddedS3;
import org.albumen.worker.fake.Gate;
import org.albumen.worker.fake.ScriptedGenerator;
import org.albumen.worker.job.JobListener;
import org.albumen.worker.restore.Restorer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.SharePartitionOffsetInfo;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** A broker, a store behind a gate, and everything that happens outside the workers. */
final class Fleet implements AutoCloseable {
  static final Target TARGET = new Target("results", "out");
  private final Path folder;
  private final EmbeddedS3 s3;
  private final Gate gate;
  private final String pool;
  private final int partitions;
  private final ObjectStore store;
  private final ScriptedGenerator generator = new ScriptedGenerator();
  private EmbeddedKafka kafka;

  /**
   * @param pool of its own for every test, so that tests do not see each other's jobs
   */
  Fleet(Path folder, String pool) throws Exception {
    this(folder, pool, 4);
  }

  Fleet(Path folder, String pool, int partitions) throws Exception {
    this.folder = folder;
    this.partitions = partitions;
    this.pool = pool;
    Files.createDirectories(folder.resolve("s3/scans"));
    Files.createDirectories(folder.resolve("s3/results"));
    this.kafka = EmbeddedKafka.start(folder.resolve("kafka"));
    this.s3 = EmbeddedS3.start(folder.resolve("s3"));
    this.gate = new Gate(s3.endpoint());
    this.store = openStore();
    try (Admin admin = new KafkaClients(config("setup").kafka()).admin()) {
      new TopicSetup(admin).create(pool, partitions);
    }
  }

  /** A lock of two seconds, two lanes, four deliveries and a free port, unless told otherwise. */
  AlbumenConfig config(String worker, String... settings) throws AlbumenException {
    return ConfigLoader.load(null, settings(worker, settings));
  }

  Map<String, String> settings(String worker, String... more) {
    Map<String, String> all = new HashMap<>();
    all.put("albumen.kafka.bootstrap-servers", kafka.bootstrapServers());
    all.put("albumen.kafka.group", "workers-" + pool);
    all.put("albumen.kafka.partitions", Integer.toString(partitions));
    all.put("albumen.s3.endpoint", gate.endpoint().toString());
    all.put("albumen.s3.path-style", "true");
    all.put("albumen.worker.pool", pool);
    all.put("albumen.worker.name", worker);
    all.put("albumen.worker.lanes", "2");
    all.put("albumen.worker.lock", "2s");
    all.put("albumen.worker.max-deliveries", "4");
    all.put("albumen.worker.max-source-bytes", "1000");
    all.put("albumen.worker.http-port", "0");
    all.put("albumen.worker.scratch", folder.resolve("scratch").toString());
    for (String setting : more) {
      int equals = setting.indexOf('=');
      all.put("albumen." + setting.substring(0, equals), setting.substring(equals + 1));
    }
    return all;
  }

  Worker start(String name, Restorer restorer, String... settings) throws AlbumenException {
    return start(name, restorer, store, settings);
  }

  Worker start(String name, Restorer restorer, ObjectStore with, String... settings)
      throws AlbumenException {
    return Worker.start(
        config(name, settings),
        RecipeBook.builtIn(),
        with,
        restorer,
        generator,
        Optional.empty(),
        JobListener.NONE);
  }

  /** A client of the store; its credentials are those of {@link #credentials}. */
  ObjectStore openStore(String... settings) throws AlbumenException {
    return S3Clients.store(
        config("store", settings).s3(),
        StaticCredentialsProvider.create(
            AwsBasicCredentials.create(s3.accessKey(), s3.secretKey())));
  }

  List<String> credentials() {
    return List.of(s3.accessKey(), s3.secretKey());
  }

  /** The one generator of all workers. */
  ScriptedGenerator generator() {
    return generator;
  }

  ObjectStore store() {
    return store;
  }

  Gate gate() {
    return gate;
  }

  void stopKafka() {
    kafka.close();
  }

  /** Starts the broker again on the same folder and port. */
  void startKafka() throws IOException {
    String address = kafka.bootstrapServers();
    int port = Integer.parseInt(address.substring(address.indexOf(':') + 1));
    kafka = EmbeddedKafka.start(folder.resolve("kafka"), port);
  }

  /** Uploads a text and says what a dispatcher would find in a listing. */
  ObjectSource upload(String key, String text) throws Exception {
    Path file = Files.writeString(Files.createTempFile(folder, "upload", ""), text);
    ObjectStore.Content content =
        new ObjectStore.Content(file, "text/plain", Digest.ofFile(file), Map.of());
    store.putIfAbsent(new ObjectRef("scans", key), content);
    try (var listed = store.list("scans", key)) {
      return listed.findFirst().map(ObjectHead::asSource).orElseThrow();
    }
  }

  /** Lays a file into the bucket's folder: the store has no tag for it then. */
  ObjectSource lay(String key, String text) throws Exception {
    Files.writeString(folder.resolve("s3/scans").resolve(key), text);
    try (var listed = store.list("scans", key)) {
      return listed.findFirst().map(ObjectHead::asSource).orElseThrow();
    }
  }

  static Job job(String batch, ObjectSource source) {
    return Job.of(batch, source, "photo@1", TARGET, Instant.now());
  }

  void submit(List<Job> jobs) throws Exception {
    submitRaw(jobs.stream().map(job -> CloudEventCodec.job(Topics.jobs(pool), job, null)).toList());
  }

  void submitRaw(List<ProducerRecord<byte[], byte[]>> records) throws Exception {
    try (Producer<byte[], byte[]> producer =
        new KafkaClients(config("submit").kafka()).producer("submit")) {
      List<Future<?>> sent = new ArrayList<>();
      records.forEach(record -> sent.add(producer.send(record)));
      for (Future<?> each : sent) {
        each.get();
      }
    }
  }

  String topic() {
    return Topics.jobs(pool);
  }

  /** Every event of a batch so far. */
  List<JobEvent> events(String batch) throws Exception {
    List<JobEvent> events = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : read(Topics.EVENTS)) {
      JobEvent event = CloudEventCodec.readEvent(record);
      if (event.batchId().equals(batch)) {
        events.add(event);
      }
    }
    return events;
  }

  List<JobFailed> failures(String batch) throws Exception {
    return events(batch).stream()
        .filter(JobFailed.class::isInstance)
        .map(JobFailed.class::cast)
        .toList();
  }

  /** Everything that stands in a topic. */
  List<ConsumerRecord<byte[], byte[]>> read(String topic) throws Exception {
    try (KafkaConsumer<byte[], byte[]> reader =
        new KafkaClients(config("reader").kafka()).reader()) {
      List<TopicPartition> partitions =
          reader.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      reader.assign(partitions);
      reader.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
      List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
      while (partitions.stream().anyMatch(p -> reader.position(p) < ends.getOrDefault(p, 0L))) {
        reader.poll(Duration.ofMillis(100)).forEach(all::add);
      }
      return all;
    }
  }

  /** Jobs that are not acknowledged yet, as the broker sees it. */
  long lag() throws Exception {
    AlbumenConfig.Kafka settings = config("lag").kafka();
    List<TopicPartition> all =
        IntStream.range(0, partitions).mapToObj(i -> new TopicPartition(topic(), i)).toList();
    try (Admin admin = new KafkaClients(settings).admin();
        KafkaConsumer<byte[], byte[]> reader = new KafkaClients(settings).reader()) {
      Map<TopicPartition, SharePartitionOffsetInfo> known =
          admin
              .listShareGroupOffsets(
                  Map.of(settings.group(), new ListShareGroupOffsetsSpec().topicPartitions(all)))
              .partitionsToOffsetInfo(settings.group())
              .get();
      Map<TopicPartition, Long> ends = reader.endOffsets(all);
      long lag = 0;
      for (TopicPartition partition : all) {
        SharePartitionOffsetInfo info = known.get(partition);
        long end = ends.getOrDefault(partition, 0L);
        lag += info == null ? end : info.lag().orElse(end);
      }
      return lag;
    }
  }

  HttpResponse<String> http(Worker worker, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + worker.httpPort() + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() throws IOException {
    store.close();
    gate.close();
    kafka.close();
    s3.close();
  }
}
