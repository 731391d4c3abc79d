package org.albumen.dispatcher.intake;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.config.KafkaClients;
import org.albumen.common.config.S3Clients;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.licence.LicenceClass;
import org.albumen.common.licence.Licences;
import org.albumen.common.recipe.RecipeBook;
import org.albumen.common.topic.TopicSetup;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes jobs of the store's notifications, on a thread of its own; any number of dispatchers share
 * the work as a consumer group. Whatever becomes of Kafka it goes on by itself. Safe for use by
 * several threads.
 */
public final class Intake implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration CLOSE = Duration.ofSeconds(15);

  private final KafkaClients clients;
  private final String name;
  private final String topic;
  private final Rules rules;
  private final IntakeMetrics metrics;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread;
  private Duration pause = FIRST_PAUSE;

  private Intake(
      KafkaClients clients, String name, String topic, Rules rules, IntakeMetrics metrics) {
    this.clients = clients;
    this.name = "albumen-intake-" + name;
    this.topic = topic;
    this.rules = rules;
    this.metrics = metrics;
    this.thread = new Thread(this::run, this.name);
    thread.setDaemon(true);
  }

  /**
   * Starts the intake, when the settings name a topic of notifications. Makes the topics of the
   * rules' pools where they are missing.
   *
   * @param name which no other dispatcher has
   * @param recipes that rules may name
   * @return empty without such a topic
   * @throws AlbumenException {@code BAD_CONFIGURATION} when a rule cannot hold; {@code
   *     LICENCE_NOT_ALLOWED}; {@code KAFKA_UNAVAILABLE}
   */
  public static Optional<Intake> start(
      AlbumenConfig config, String name, RecipeBook recipes, IntakeMetrics metrics)
      throws AlbumenException {
    AlbumenConfig.Dispatcher.Intake settings = config.dispatcher().intake();
    if (settings.topic().isEmpty() && settings.rules().isEmpty()) {
      return Optional.empty();
    }
    String topic = settings.topic().orElseThrow(() -> incomplete("topic", "rules"));
    Path file = settings.rules().orElseThrow(() -> incomplete("rules", "topic"));
    Rules rules = Rules.load(file, recipes, S3Clients.boundary(config.s3()));
    requireLicences(config.dispatcher().licences(), rules, recipes);
    KafkaClients clients = new KafkaClients(config.kafka());
    try (Admin admin = clients.admin()) {
      for (String pool : rules.pools()) {
        new TopicSetup(admin).create(pool, config.kafka().partitions());
      }
    }
    Intake intake = new Intake(clients, name, topic, rules, metrics);
    intake.thread.start();
    return Optional.of(intake);
  }

  /** Whether notifications are read, or will be when Kafka answers again. */
  public boolean healthy() {
    return thread.isAlive();
  }

  @Override
  public void close() {
    stop.countDown();
    try {
      thread.join(CLOSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (stop.getCount() > 0) {
      Taker taker = new Taker(rules, metrics); // what it remembers may not have been committed
      try (Exchange exchange = Exchange.open(clients, name, topic, taker)) {
        while (stop.getCount() > 0) {
          exchange.step();
          pause = FIRST_PAUSE;
        }
      } catch (RuntimeException e) {
        if (stop.getCount() > 0) {
          failed(e);
        }
      }
    }
  }

  private void failed(RuntimeException e) {
    LOG.atWarn()
        .addKeyValue("intake", name)
        .setCause(e instanceof KafkaException ? null : e)
        .log("begins anew: {}", e.getMessage());
    try {
      boolean unused = stop.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      // Whether to stop is what the latch says.
    }
    Duration twice = pause.multipliedBy(2);
    pause = twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
  }

  private static void requireLicences(List<String> words, Rules rules, RecipeBook recipes)
      throws AlbumenException {
    Set<LicenceClass> allowed = EnumSet.noneOf(LicenceClass.class);
    for (String word : words) {
      allowed.add(LicenceClass.parse(word));
    }
    for (String recipe : rules.recipes()) {
      Licences.builtIn().require(recipes.find(recipe), allowed);
    }
  }

  private static AlbumenException incomplete(String missing, String given) {
    return new AlbumenException(
        FailureCode.BAD_CONFIGURATION,
        "albumen.dispatcher.intake."
            + missing
            + " is missing, which albumen.dispatcher.intake."
            + given
            + " is of no use without");
  }
}
