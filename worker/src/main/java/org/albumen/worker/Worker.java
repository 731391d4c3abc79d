package org.albumen.worker;

import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.config.KafkaClients;
import org.albumen.common.control.Orders;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.recipe.RecipeBook;
import org.albumen.common.store.ObjectStore;
import org.albumen.common.topic.TopicSetup;
import org.albumen.models.compute.DeviceMemory;
import org.albumen.worker.announce.Announcer;
import org.albumen.worker.announce.GuardedAnnouncer;
import org.albumen.worker.announce.KafkaAnnouncer;
import org.albumen.worker.attempt.KafkaLedger;
import org.albumen.worker.budget.Budgets;
import org.albumen.worker.generate.BudgetedGenerator;
import org.albumen.worker.generate.Generator;
import org.albumen.worker.generate.LimitedGenerator;
import org.albumen.worker.guard.GuardedQueue;
import org.albumen.worker.guard.GuardedStore;
import org.albumen.worker.guard.Guards;
import org.albumen.worker.health.ManagementServer;
import org.albumen.worker.job.JobHandler;
import org.albumen.worker.job.JobHandlers;
import org.albumen.worker.job.JobListener;
import org.albumen.worker.job.JobRunner;
import org.albumen.worker.job.JobSettings;
import org.albumen.worker.lane.Lanes;
import org.albumen.worker.metrics.JvmMeters;
import org.albumen.worker.metrics.WorkerMetrics;
import org.albumen.worker.restore.BudgetedRestorer;
import org.albumen.worker.restore.LimitedRestorer;
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

  /** Patience is the {@code PatientAnnouncer}'s, and a breaker wants to hear of failures. */
  private static final Duration ANNOUNCE = Duration.ofSeconds(20);

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
      Optional<JobRunner> process,
      JobListener listener)
      throws AlbumenException {
    this.settings = config.worker();
    this.name = WorkerName.of(settings);
    parts.push(registry::close);
    try {
      KafkaClients clients = new KafkaClients(config.kafka());
      prepare(clients, config);
      parts.push(new JvmMeters(registry));
      Producer<byte[], byte[]> producer = clients.producer(name, ANNOUNCE);
      parts.push(() -> producer.close(CLOSE));
      bind(new KafkaClientMetrics(producer));
      WorkerMetrics metrics = new WorkerMetrics(registry);
      Guards guards = Guards.of(settings, store::ping, clients::ping, metrics);
      parts.push(guards);
      Announcer announcer =
          new GuardedAnnouncer(
              new KafkaAnnouncer(producer, name, config.kafka().group(), Clock.systemUTC()),
              guards.kafka());
      Budgets budgets = Budgets.of(settings, DeviceMemory.bytes());
      metrics.budgets(budgets);
      Tools tools =
          new Tools(
              new GuardedStore(store, guards.store()),
              new BudgetedRestorer(new LimitedRestorer(restorer, guards.limits()), budgets),
              new BudgetedGenerator(new LimitedGenerator(generator, guards.limits()), budgets),
              guards.limits(),
              metrics,
              settings.maxSourceBytes());
      KafkaLedger ledger = new KafkaLedger(producer, clients.reader());
      parts.push(ledger);
      Orders orders =
          Orders.follow(clients::reader, config.kafka().connectTimeout(), guards.retries().pause());
      parts.push(orders);
      metrics.cancelled(orders::count);
      JobSettings jobs = JobSettings.of(config, name);
      JobHandler handler =
          new JobHandlers(recipes, tools, jobs, guards.retries(), listener)
              .handler(announcer, ledger, orders, process);
      LaneQueues queues = new LaneQueues(clients, settings, name, registry);
      this.lanes =
          Lanes.start(
              queues.count(),
              lane -> new GuardedQueue(lane, queues, guards, metrics),
              handler,
              settings.lock(),
              guards.retries().pause(),
              metrics);
      parts.push(lanes);
      this.management =
          ManagementServer.start(
              settings.httpHost(),
              settings.httpPort(),
              registry,
              () -> lanes.healthy() && guards.healthy() && orders.healthy(),
              () -> lanes.taking() && guards.clear());
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
   * @param process runs a job of which workers may have died in a process of its own; without it
   *     such a job runs alone in this one
   * @throws AlbumenException {@code KAFKA_UNAVAILABLE}, {@code STORE_UNAVAILABLE} or {@code
   *     BAD_CONFIGURATION}
   */
  public static Worker start(
      AlbumenConfig config,
      RecipeBook recipes,
      ObjectStore store,
      Restorer restorer,
      Generator generator,
      Optional<JobRunner> process,
      JobListener listener)
      throws AlbumenException {
    store.ping();
    Worker worker = new Worker(config, recipes, store, restorer, generator, process, listener);
    LOG.atInfo()
        .addKeyValue("worker", worker.name)
        .addKeyValue("pool", worker.settings.pool())
        .addKeyValue("lanes", worker.settings.lanes())
        .addKeyValue("interactive", worker.settings.interactiveLanes())
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
    drain(settings.grace());
  }

  /** The same, with a grace period of its own: that of a machine that is taken away. */
  public void drain(Duration grace) {
    LOG.atInfo().addKeyValue("worker", name).addKeyValue("grace", grace).log("draining");
    lanes.drain(grace);
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

  private void prepare(KafkaClients clients, AlbumenConfig config) throws AlbumenException {
    clients.ping();
    try (Admin admin = clients.admin()) {
      TopicSetup setup = new TopicSetup(admin);
      setup.create(settings.pool(), config.kafka().partitions());
      setup.shareGroup(
          config.kafka().group(),
          Math.toIntExact(settings.lock().toMillis()),
          JobSettings.DELIVERIES);
    }
  }

  private void bind(KafkaClientMetrics meters) {
    meters.bindTo(registry);
    parts.push(meters);
  }
}
