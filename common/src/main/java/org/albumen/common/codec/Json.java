package org.albumen.common.codec;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;

/** JSON as Albumen writes and reads it. Safe for use by several threads. */
public final class Json {
  private static final int MAX_DEPTH = 32;
  private static final int MAX_STRING = 1 << 20;

  private static final ObjectMapper STRICT = mapper(true);
  private static final ObjectMapper LENIENT = mapper(false);
  private static final ObjectMapper CANONICAL =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .build();

  private Json() {}

  /** Compact JSON in UTF-8; absent values are left out. */
  public static byte[] write(Object value) {
    try {
      return STRICT.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a value that is no JSON: " + value.getClass(), e);
    }
  }

  /** Indented JSON, as people read it. */
  public static byte[] writePretty(Object value) {
    try {
      return STRICT.writerWithDefaultPrettyPrinter().writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a value that is no JSON: " + value.getClass(), e);
    }
  }

  /**
   * One text for one value: names sorted, no spaces, absent values left out. For the strings,
   * booleans and small numbers of a recipe this is the form of RFC 8785.
   */
  public static String canonical(Object value) {
    try {
      return CANONICAL.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a value that is no JSON: " + value.getClass(), e);
    }
  }

  /** Reads what people write: an unknown name is an error. */
  public static <T> T read(byte[] json, Class<T> type) throws IOException {
    return nonNull(STRICT.readValue(json, type));
  }

  /** Reads what other versions of Albumen write: unknown names are passed over. */
  public static <T> T readLenient(byte[] json, Class<T> type) throws IOException {
    return nonNull(LENIENT.readValue(json, type));
  }

  /** What is wrong with some JSON, in one line without class names. */
  public static String problem(IOException e) {
    if (e instanceof ValueInstantiationException && e.getCause() != null) {
      return String.valueOf(e.getCause().getMessage());
    }
    if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
      return "at '"
          + mapping.getPath().get(mapping.getPath().size() - 1).getFieldName()
          + "': "
          + firstLine(mapping.getOriginalMessage());
    }
    return e instanceof JsonProcessingException json
        ? firstLine(json.getOriginalMessage())
        : firstLine(String.valueOf(e.getMessage()));
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("").replaceAll("`?[a-z]+(\\.[a-zA-Z$]+)+`?", "value");
  }

  private static <T> T nonNull(T value) throws IOException {
    if (value == null) {
      throw new IOException("the JSON is null");
    }
    return value;
  }

  private static ObjectMapper mapper(boolean strict) {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(MAX_STRING)
                    .build())
            .build();
    return JsonMapper.builder(factory)
        .addModule(new JavaTimeModule())
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, strict)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .defaultPropertyInclusion(
            JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
        .build();
  }
}
