package org.albumen.models.catalogue;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.albumen.models.failure.ModelException;
import org.albumen.models.failure.ModelProblem;

/** The models that can be asked for, by name. Immutable. */
public final class Catalogue {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Map<String, ModelCard> cards;

  private Catalogue(Map<String, ModelCard> cards) {
    this.cards = Collections.unmodifiableMap(cards);
  }

  /** A file of cards: {@code {"cards": [...]}}. */
  private record Cards(@JsonProperty(required = true) List<ModelCard> cards) {
    @SuppressWarnings("UnusedMethod") // Jackson calls it.
    Cards {
      cards = List.copyOf(cards);
    }
  }

  /** The cards that come with the program. */
  public static Catalogue standard() {
    try (InputStream in =
        Objects.requireNonNull(Catalogue.class.getResourceAsStream("cards.json"))) {
      return new Catalogue(index(JSON.readValue(in, Cards.class)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * These cards and an operator's own; a card of his replaces one of the same name.
   *
   * @param file JSON as in {@code cards.json} beside this class: {@code {"cards": [...]}}
   * @throws ModelException {@code MODEL_CORRUPT} when the file cannot be read or a card is not
   *     valid
   */
  public Catalogue with(Path file) throws ModelException {
    Map<String, ModelCard> all = new LinkedHashMap<>(cards);
    try {
      all.putAll(index(JSON.readValue(Files.readAllBytes(file), Cards.class)));
    } catch (JacksonException e) {
      throw invalid(file, e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw invalid(file, "there is no such readable file", e);
    }
    return new Catalogue(all);
  }

  /**
   * These cards and those of the imported models in a store's folder; a published model keeps its
   * name. A card that cannot be read is left out.
   */
  Catalogue withImported(Path models) {
    Map<String, ModelCard> all = new LinkedHashMap<>(cards);
    try (Stream<Path> folders = Files.list(models)) {
      for (Path file : folders.sorted().map(folder -> folder.resolve(Import.CARD)).toList()) {
        if (Files.isRegularFile(file)) {
          index(JSON.readValue(file.toFile(), Cards.class)).forEach(all::putIfAbsent);
        }
      }
    } catch (IOException e) {
      return all.size() == cards.size() ? this : new Catalogue(all);
    }
    return new Catalogue(all);
  }

  /** Whether there is a card of that name. */
  boolean has(String name) {
    return cards.containsKey(name);
  }

  /** Every card, in order. */
  public Collection<ModelCard> cards() {
    return cards.values();
  }

  /**
   * The card of that name.
   *
   * @throws ModelException {@code UNKNOWN_MODEL} when there is no card of that name
   */
  public ModelCard card(String name) throws ModelException {
    ModelCard card = cards.get(name);
    if (card == null) {
      throw new ModelException(
          ModelProblem.UNKNOWN_MODEL,
          "no model is named '" + name + "'; known are " + String.join(", ", cards.keySet()));
    }
    return card;
  }

  private static Map<String, ModelCard> index(Cards file) {
    Map<String, ModelCard> cards = new LinkedHashMap<>();
    for (ModelCard card : file.cards()) {
      cards.put(card.name(), card);
    }
    return cards;
  }

  private static ModelException invalid(Path file, String reason, Throwable cause) {
    String line = reason.lines().findFirst().orElse("");
    return new ModelException(
        ModelProblem.MODEL_CORRUPT, "the catalogue file " + file + " is not valid: " + line, cause);
  }
}
