package org.albumen.worker;

import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.config.KafkaClients;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.recipe.RecipeBook;
import org.albumen.common.store.ObjectStore;
import org.albumen.common.topic.TopicSetup;
import org.albumen.common.topic.Topics;
import org.albumen.models.compute.DeviceMemory;
import org.albumen.worker.announce.KafkaAnnouncer;
import org.albumen.worker.budget.Budgets;
import org.albumen.worker.consume.JobQueue;
import org.albumen.worker.consume.ShareGroupQueue;
import org.albumen.worker.generate.BudgetedGenerator;
import org.albumen.worker.generate.Generator;
import org.albumen.worker.health.ManagementServer;
import org.albumen.worker.job.JobHandler;
import org.albumen.worker.job.JobListener;
import org.albumen.worker.job.JobSettings;
import org.albumen.worker.lane.Lanes;
import org.albumen.worker.metrics.MeasuredQueue;
import org.albumen.worker.metrics.ShareConsumerMeters;
import org.albumen.worker.metrics.WorkerMetrics;
import org.albumen.worker.restore.BudgetedRestorer;
import org.albumen.worker.restore.Restorer;
import org.albumen.worker.task.Tools;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker: the composition root, where every part is made and joined. */
public final class Worker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final AlbumenConfig.Worker settings;
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final String name;
  private final Lanes lanes;
  private final ManagementServer management;

  private Worker(
      AlbumenConfig config,
      RecipeBook recipes,
      ObjectStore store,
      Restorer restorer,
      Generator generator,
      JobListener listener)
      throws AlbumenException {
    this.settings = config.worker();
    this.name = settings.name().orElseGet(Worker::hostAndProcess);
    parts.push(registry::close);
    try {
      KafkaClients clients = new KafkaClients(config.kafka());
      prepare(clients, config);
      bindJvm();
      Producer<byte[], byte[]> producer = clients.producer(name);
      parts.push(() -> producer.close(CLOSE));
      bind(new KafkaClientMetrics(producer));
      WorkerMetrics metrics = new WorkerMetrics(registry);
      KafkaAnnouncer announcer = new KafkaAnnouncer(producer, name, Clock.systemUTC());
      Budgets budgets = Budgets.of(settings, DeviceMemory.bytes());
      metrics.budgets(budgets);
      Tools tools =
          new Tools(
              store,
              new BudgetedRestorer(restorer, budgets),
              new BudgetedGenerator(generator, budgets),
              metrics,
              settings.maxSourceBytes());
      JobHandler handler = new JobHandler(recipes, tools, announcer, jobSettings(), listener);
      this.lanes =
          Lanes.start(
              settings.lanes(), lane -> queue(clients, lane), handler, settings.lock(), metrics);
      parts.push(lanes);
      this.management =
          ManagementServer.start(
              settings.httpHost(), settings.httpPort(), registry, lanes::healthy, lanes::taking);
      parts.push(management);
    } catch (KafkaException e) {
      closeAll(parts);
      throw new AlbumenException(
          FailureCode.BAD_CONFIGURATION, "albumen.kafka.client: " + e.getMessage(), e);
    } catch (AlbumenException | RuntimeException e) {
      closeAll(parts);
      throw e;
    }
  }

  /**
   * Starts a worker.
   *
   * @param store the caller's to close, after the worker
   * @param restorer the caller's to close, after the worker
   * @param generator the caller's to close, after the worker
   * @throws AlbumenException {@code KAFKA_UNAVAILABLE}, {@code STORE_UNAVAILABLE} or {@code
   *     BAD_CONFIGURATION}
   */
  public static Worker start(
      AlbumenConfig config,
      RecipeBook recipes,
      ObjectStore store,
      Restorer restorer,
      Generator generator,
      JobListener listener)
      throws AlbumenException {
    store.ping();
    Worker worker = new Worker(config, recipes, store, restorer, generator, listener);
    LOG.atInfo()
        .addKeyValue("worker", worker.name)
        .addKeyValue("pool", worker.settings.pool())
        .addKeyValue("lanes", worker.settings.lanes())
        .addKeyValue("http", worker.httpPort())
        .log("worker started");
    return worker;
  }

  /** The port of metrics and health. */
  public int httpPort() {
    return management.port();
  }

  /** The worker's name in events. */
  public String name() {
    return name;
  }

  /** Stops taking jobs, ends those in progress within the grace period, gives back the rest. */
  public void drain() {
    LOG.atInfo().addKeyValue("worker", name).log("draining");
    lanes.drain(settings.grace());
  }

  @Override
  public void close() {
    closeAll(parts);
  }

  private static void closeAll(Deque<AutoCloseable> parts) {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        LOG.warn("a part of the worker did not close", e);
      }
    }
  }

  private JobSettings jobSettings() {
    Path scratch = settings.scratch().orElse(Path.of(System.getProperty("java.io.tmpdir")));
    return new JobSettings(name, scratch, settings.maxDeliveries());
  }

  private void prepare(KafkaClients clients, AlbumenConfig config) throws AlbumenException {
    if (settings.maxDeliveries() < 2) {
      throw new AlbumenException(
          FailureCode.BAD_CONFIGURATION, "albumen.worker.max-deliveries must be at least 2");
    }
    clients.ping();
    try (Admin admin = clients.admin()) {
      TopicSetup setup = new TopicSetup(admin);
      setup.create(settings.pool(), config.kafka().partitions());
      setup.shareGroup(
          config.kafka().group(),
          Math.toIntExact(settings.lock().toMillis()),
          settings.maxDeliveries());
    }
  }

  private JobQueue queue(KafkaClients clients, int lane) {
    var consumer = clients.shareConsumer(name + "-lane-" + lane);
    return new MeasuredQueue(
        new ShareGroupQueue(consumer, Topics.jobs(settings.pool())),
        new ShareConsumerMeters(consumer, registry));
  }

  private void bindJvm() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ClassLoaderMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    JvmGcMetrics gc = new JvmGcMetrics();
    gc.bindTo(registry);
    parts.push(gc);
  }

  private void bind(KafkaClientMetrics meters) {
    meters.bindTo(registry);
    parts.push(meters);
  }

  private static String hostAndProcess() {
    String host = System.getenv().getOrDefault("HOSTNAME", "");
    if (host.isEmpty()) {
      try {
        host = java.net.InetAddress.getLocalHost().getHostName();
      } catch (java.net.UnknownHostException e) {
        host = "worker";
      }
    }
    return host + "-" + ProcessHandle.current().pid();
  }
}
