package org.albumen.common.config;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.jspecify.annotations.Nullable;

/**
 * Keeps secrets out of what Kafka's clients say. A setting is secret when Kafka calls it a password
 * or does not know it: a plug-in's settings may be anything. Its value is hidden word by word, as
 * Kafka's parser of {@code sasl.jaas.config} quotes the word at which it stumbles. Immutable.
 */
final class Secrets {
  private static final String HIDDEN = "[hidden]";

  /** Shorter words are no secrets, and hiding them would make every message unreadable. */
  private static final int SHORTEST = 4;

  private static final List<ConfigDef> KNOWN =
      List.of(
          AdminClientConfig.configDef(), ProducerConfig.configDef(), ConsumerConfig.configDef());

  private final List<String> words;

  /**
   * @param client what is passed on to Kafka's clients
   */
  Secrets(Map<String, String> client) {
    this.words =
        client.entrySet().stream()
            .filter(setting -> isSecret(setting.getKey()))
            .flatMap(setting -> Stream.of(setting.getValue().split("[\\s\"'=;,]+", -1)))
            .filter(word -> word.length() >= SHORTEST)
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  /** The same text without secrets. */
  String hide(String text) {
    String hidden = text;
    for (String word : words) {
      hidden = hidden.replace(word, HIDDEN);
    }
    return hidden;
  }

  /** The same failure when there is no secret in it, else one that says as much without them. */
  KafkaException hide(KafkaException failure) {
    Throwable root = failure;
    boolean clean = true;
    for (Throwable t = failure; t != null; t = t.getCause()) {
      root = t;
      clean &= isClean(t.getMessage());
    }
    return clean ? failure : new KafkaException(hide(String.valueOf(root.getMessage())));
  }

  private boolean isClean(@Nullable String text) {
    return text == null || hide(text).equals(text);
  }

  private static boolean isSecret(String name) {
    for (ConfigDef definition : KNOWN) {
      ConfigKey key = definition.configKeys().get(name);
      if (key != null) {
        return key.type == ConfigDef.Type.PASSWORD;
      }
    }
    return true;
  }
}
