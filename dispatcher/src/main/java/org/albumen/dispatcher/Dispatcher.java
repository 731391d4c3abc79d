package org.albumen.dispatcher;

import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.config.KafkaClients;
import org.albumen.common.config.S3Clients;
import org.albumen.common.control.Orders;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.recipe.RecipeBook;
import org.albumen.common.store.Boundary;
import org.albumen.common.topic.TopicSetup;
import org.albumen.dispatcher.access.Tenant;
import org.albumen.dispatcher.access.Tenants;
import org.albumen.dispatcher.api.ApiParts;
import org.albumen.dispatcher.api.ApiServer;
import org.albumen.dispatcher.backlog.BacklogMeters;
import org.albumen.dispatcher.backlog.KafkaBacklog;
import org.albumen.dispatcher.expand.Ceiling;
import org.albumen.dispatcher.expand.Expanders;
import org.albumen.dispatcher.intake.Intake;
import org.albumen.dispatcher.intake.IntakeMeters;
import org.albumen.dispatcher.select.SourceRule;
import org.albumen.dispatcher.serve.Perpetual;
import org.albumen.dispatcher.tally.PeerRoutes;
import org.albumen.dispatcher.tally.Tally;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A dispatcher: the composition root, where every part is made and joined. Any number of them share
 * the work.
 */
public final class Dispatcher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final AlbumenConfig config;
  private final Whereabouts whereabouts;
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final ApiServer api;

  private Dispatcher(AlbumenConfig config, RecipeBook recipes, Stores stores)
      throws AlbumenException {
    this.config = config;
    this.whereabouts = Whereabouts.of(config.dispatcher());
    parts.push(registry::close);
    try {
      KafkaClients clients = new KafkaClients(config.kafka());
      prepare(clients);
      jvm();
      // Without a word that all know, nobody else is answered.
      PeerRoutes peers =
          new PeerRoutes(
              Optional.of(
                  config.dispatcher().peerToken().orElseGet(() -> UUID.randomUUID().toString())));
      Tally tally = own(Tally.start(config, whereabouts.advertised(), peers));
      tally.measure(registry);
      KafkaBacklog backlog = own(KafkaBacklog.open(config.kafka(), tally));
      BacklogMeters.bind(backlog, registry);
      Orders orders =
          own(Orders.follow(clients::reader, config.kafka().connectTimeout(), Perpetual.PAUSE));
      SourceRule.Of rules = rules();
      Expanders expanders = own(expanders(clients, stores, rules, backlog, orders));
      Optional<Intake> intake =
          Intake.start(config, whereabouts.name(), recipes, new IntakeMeters(registry));
      intake.ifPresent(parts::push);
      this.api =
          own(
              ApiServer.start(
                  config,
                  whereabouts.port(),
                  new ApiParts(
                      tally,
                      backlog,
                      new PageEstimator(stores.reader(), rules),
                      new MeanCost(tally),
                      stores.objects(),
                      stores.links(),
                      recipes,
                      registry::scrape,
                      () -> alive(tally, orders, expanders, intake),
                      peers::addTo)));
    } catch (AlbumenException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Starts a dispatcher. Topics that are missing are made.
   *
   * @param recipes that are offered
   * @param stores stay open
   * @throws AlbumenException {@code KAFKA_UNAVAILABLE}, {@code BAD_CONFIGURATION}
   */
  public static Dispatcher start(AlbumenConfig config, RecipeBook recipes, Stores stores)
      throws AlbumenException {
    Dispatcher dispatcher = new Dispatcher(config, recipes, stores);
    LOG.atInfo()
        .addKeyValue("dispatcher", dispatcher.whereabouts.name())
        .addKeyValue("address", dispatcher.address())
        .log("dispatcher started");
    return dispatcher;
  }

  /** Where API and page are served, {@code http://host:port}. */
  public URI address() {
    return api.address();
  }

  /** Takes nothing any more, finishes the pages that are being written, and ends. */
  @Override
  public void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        LOG.warn("a part of the dispatcher did not close", e);
      }
    }
  }

  private static Map<String, Boolean> alive(
      Tally tally, Orders orders, Expanders expanders, Optional<Intake> intake) {
    Map<String, Boolean> alive = new LinkedHashMap<>();
    alive.put("tracker", !tally.dead());
    alive.put("orders", orders.healthy());
    alive.put("expanders", expanders.healthy());
    intake.ifPresent(i -> alive.put("intake", i.healthy()));
    return alive;
  }

  private Expanders expanders(
      KafkaClients clients,
      Stores stores,
      SourceRule.Of rules,
      KafkaBacklog backlog,
      Orders orders) {
    AlbumenConfig.Dispatcher settings = config.dispatcher();
    return Expanders.start(
        settings.expanders(),
        new Expanders.Parts(
            clients,
            whereabouts.name(),
            stores.reader(),
            rules,
            new Ceiling(backlog, settings.backlogCeiling()),
            orders::cancelled,
            settings.pageSize()));
  }

  private void prepare(KafkaClients clients) throws AlbumenException {
    clients.ping();
    try (Admin admin = clients.admin()) {
      new TopicSetup(admin).create(config.worker().pool(), config.kafka().partitions());
    }
  }

  private void jvm() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
  }

  /** A manifest's rows are its submitter's words: the tenant's buckets bound them, too. */
  private SourceRule.Of rules() throws AlbumenException {
    Boundary boundary = S3Clients.boundary(config.s3());
    Tenants tenants = Tenants.read(config.dispatcher().tenants());
    return submission -> {
      Tenant tenant = tenants.named(submission.tenant());
      return ref -> {
        boundary.requireSource(ref);
        tenant.requireSource(ref);
      };
    };
  }

  private <T extends AutoCloseable> T own(T part) {
    parts.push(part);
    return part;
  }
}
