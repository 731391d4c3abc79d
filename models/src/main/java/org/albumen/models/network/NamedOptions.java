package org.albumen.models.network;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.stream.Collectors;

/** Makes a network from its options by their published names. */
final class NamedOptions {
  private static final JsonMapper STRICT =
      JsonMapper.builder()
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  private NamedOptions() {}

  /**
   * Reads the options of a class whose creator names them.
   *
   * @throws IllegalArgumentException in one line, when an option is unknown or has a value that it
   *     cannot have
   */
  static <T> T read(String network, Class<T> type, JsonNode options) {
    if (!options.isObject()) {
      throw new IllegalArgumentException(network + "'s options are no JSON object");
    }
    try {
      return STRICT.treeToValue(options, type);
    } catch (UnrecognizedPropertyException e) {
      throw new IllegalArgumentException(network + " has no option " + e.getPropertyName(), e);
    } catch (ValueInstantiationException e) {
      Throwable refusal = e.getCause();
      throw new IllegalArgumentException(refusal == null ? network : refusal.getMessage(), e);
    } catch (JsonMappingException e) {
      String path =
          e.getPath().stream()
              .map(step -> String.valueOf(step.getFieldName()))
              .collect(Collectors.joining("."));
      throw new IllegalArgumentException(network + "'s option " + path + " has no such value", e);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(network + "'s options cannot be read", e);
    }
  }
}
