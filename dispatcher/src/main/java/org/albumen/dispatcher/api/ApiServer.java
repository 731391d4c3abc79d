package org.albumen.dispatcher.api;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.config.KafkaClients;
import org.albumen.common.config.S3Clients;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.licence.LicenceClass;
import org.albumen.common.licence.Licences;
import org.albumen.dispatcher.access.Tenants;
import org.albumen.dispatcher.api.auth.Access;
import org.albumen.dispatcher.api.problem.Problems;
import org.albumen.dispatcher.api.sse.Watchers;
import org.albumen.dispatcher.frontdoor.IslandoraDoor;
import org.albumen.dispatcher.link.LinkedObjects;
import org.albumen.dispatcher.order.Orders;
import org.albumen.dispatcher.preview.Previews;
import org.albumen.dispatcher.submission.Checks;
import org.albumen.dispatcher.submission.SubmissionPublisher;
import org.albumen.dispatcher.submission.Submissions;

/**
 * The HTTP API and the page. The topics must exist; neither Kafka nor the store need answer when it
 * starts. Safe for use by several threads.
 */
public final class ApiServer implements AutoCloseable {
  /** How long Kafka may take to acknowledge. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Duration LONGEST_LINK = Duration.ofDays(7);

  private final Javalin javalin;
  private final String host;
  private final List<AutoCloseable> owned;

  private ApiServer(Javalin javalin, String host, List<AutoCloseable> owned) {
    this.javalin = javalin;
    this.host = host;
    this.owned = List.copyOf(owned);
  }

  /**
   * Starts to answer.
   *
   * @param port on which to listen, whatever the settings say; 0 takes a free one
   * @param parts stay open
   * @throws AlbumenException {@code BAD_CONFIGURATION} when a setting is wrong, the port is taken,
   *     or everybody could do everything
   */
  public static ApiServer start(AlbumenConfig config, int port, ApiParts parts)
      throws AlbumenException {
    AlbumenConfig.Dispatcher settings = config.dispatcher();
    Tenants tenants = Tenants.read(settings.tenants());
    Access access = Access.of(settings, tenants);
    Set<LicenceClass> allowed = new TreeSet<>();
    for (String word : settings.licences()) {
      allowed.add(LicenceClass.parse(word));
    }
    requireLinkTtl(settings.linkTtl());
    Checks checks =
        new Checks(
            parts.recipes(),
            Licences.builtIn(),
            allowed,
            parts.store(),
            S3Clients.boundary(config.s3()));
    List<AutoCloseable> owned = new ArrayList<>();
    try {
      Wiring wiring = new Wiring(config, parts, tenants, checks, access, owned);
      Javalin javalin = Javalin.create(wiring::configure);
      javalin.start(settings.httpHost(), port);
      return new ApiServer(javalin, settings.httpHost(), owned);
    } catch (RuntimeException e) { // Javalin's own, and KafkaException of a wrong setting
      closeAll(owned);
      throw new AlbumenException(
          FailureCode.BAD_CONFIGURATION,
          "the API cannot listen on albumen.dispatcher.http-host "
              + settings.httpHost()
              + ", http-port "
              + port
              + ": "
              + e.getMessage(),
          e);
    }
  }

  /** The port on which it listens. */
  public int port() {
    return javalin.port();
  }

  /** {@code http://host:port}. */
  public URI address() {
    return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port());
  }

  /** Ends streams and requests in progress. */
  @Override
  public void close() {
    closeAll(owned);
    javalin.stop();
  }

  /** Every route that is registered: method and path. */
  List<String> routes() {
    return javalin.unsafe.internalRouter.allHttpHandlers().stream()
        .filter(handler -> handler.endpoint.method.isHttpMethod())
        .map(handler -> handler.endpoint.method.name() + " " + handler.endpoint.path)
        .toList();
  }

  private static void requireLinkTtl(Duration ttl) throws AlbumenException {
    if (ttl.compareTo(Duration.ofSeconds(1)) < 0 || ttl.compareTo(LONGEST_LINK) > 0) {
      throw new AlbumenException(
          FailureCode.BAD_CONFIGURATION, "albumen.dispatcher.link-ttl must be 1s to 7 days");
    }
  }

  private static void closeAll(List<AutoCloseable> owned) {
    for (AutoCloseable each : owned) {
      try {
        each.close();
      } catch (Exception e) {
        // the others are to be closed all the same
      }
    }
  }

  /** Which part gets which. */
  private record Wiring(
      AlbumenConfig config,
      ApiParts parts,
      Tenants tenants,
      Checks checks,
      Access access,
      List<AutoCloseable> owned) {

    void configure(JavalinConfig javalin) {
      AlbumenConfig.Dispatcher settings = config.dispatcher();
      HttpRules.apply(javalin, access);
      Problems.install(javalin.routes);
      Routes routes = new Routes(javalin.routes, access, settings.maxBody());
      KafkaClients clients = new KafkaClients(config.kafka());
      Submissions submissions = submissions(clients);
      KnownBatches known = new KnownBatches(parts.batches(), submissions);
      Orders orders = own(orders(clients));
      Watchers watchers = own(new Watchers(known::find));
      LetterDesk letters = new LetterDesk(config.kafka());
      LinkedObjects objects = new LinkedObjects(parts.links());
      new BatchRoutes(parts.batches(), known, submissions, orders, letters, watchers)
          .register(routes);
      new JobRoutes(
              parts, known, settings.linkTtl(), new Previews(objects), orders, Clock.systemUTC())
          .register(routes);
      new LetterRoutes(letters, known).register(routes);
      new CatalogueRoutes(parts.recipes(), checks.licences(), checks.allowed()).register(routes);
      new StateRoutes(parts, own(new KafkaHealth(clients))).register(routes);
      new DoorRoutes(
              new IslandoraDoor(
                  config.s3(), parts.recipes(), parts.store(), submissions, parts.batches()),
              objects)
          .register(routes);
      parts.peers().accept(javalin.routes);
      Page page = new Page("/web");
      routes.open("/", page::index);
      routes.open("/assets/<path>", page::asset);
    }

    private Submissions submissions(KafkaClients clients) {
      Submissions.Estimates estimates =
          new Submissions.Estimates(
              parts.estimator(), parts.cost(), config.dispatcher().gpuHourPrice().orElse(null));
      return new Submissions(
          checks,
          tenants,
          parts.batches(),
          own(SubmissionPublisher.open(clients, PATIENCE)),
          estimates,
          Clock.systemUTC());
    }

    /** No two dispatchers may have the same transactional id: one would end the other's orders. */
    private Orders orders(KafkaClients clients) {
      String name =
          config.dispatcher().name().orElseGet(() -> UUID.randomUUID().toString().substring(0, 8));
      return new Orders(
          () -> clients.transactionalProducer("albumen-orders-" + name), Clock.systemUTC());
    }

    private <T extends AutoCloseable> T own(T part) {
      owned.add(part);
      return part;
    }
  }
}
