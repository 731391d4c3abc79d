package org.albumen.dispatcher.intake;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.config.KafkaClients;
import org.albumen.common.config.S3Clients;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.licence.LicenceClass;
import org.albumen.common.licence.Licences;
import org.albumen.common.recipe.RecipeBook;
import org.albumen.common.topic.TopicSetup;
import org.albumen.dispatcher.serve.Perpetual;
import org.apache.kafka.clients.admin.Admin;

/**
 * Makes jobs of the store's notifications, on a thread of its own; any number of dispatchers share
 * the work as a consumer group. Whatever becomes of Kafka it goes on by itself. Safe for use by
 * several threads.
 */
public final class Intake implements AutoCloseable {
  private final Perpetual reading;

  private Intake(Perpetual reading) {
    this.reading = reading;
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
    String member = "albumen-intake-" + name;
    return Optional.of(
        new Intake(
            Perpetual.start(
                member, life -> serve(clients, member, topic, new Taker(rules, metrics), life))));
  }

  /** Whether notifications are read, or will be when Kafka answers again. */
  public boolean healthy() {
    return reading.healthy();
  }

  @Override
  public void close() {
    reading.close();
  }

  /**
   * @param taker a new one each time: what another remembers may not have been committed
   */
  private static void serve(
      KafkaClients clients, String member, String topic, Taker taker, Perpetual life) {
    try (Exchange exchange = Exchange.open(clients, member, topic, taker)) {
      while (life.goesOn()) {
        exchange.step();
        life.wentWell();
      }
    }
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
