package org.albumen.common.codec;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;

/** JSON as Albumen writes and reads it. Safe for use by several threads. */
public final class Json {
  /**
   * What is read at most. Nothing of ours comes near: the deepest value is a face's landmark in a
   * sidecar (6), the longest number 20 digits, and a sidecar has some forty tokens a face.
   */
  private static final StreamReadConstraints READ =
      StreamReadConstraints.builder()
          .maxNestingDepth(32)
          .maxStringLength(1 << 20)
          .maxNameLength(256)
          .maxNumberLength(64)
          .maxTokenCount(1_000_000)
          .maxDocumentLength(16 << 20)
          .build();

  /** What is written can be read again. */
  private static final StreamWriteConstraints WRITE =
      StreamWriteConstraints.builder().maxNestingDepth(32).build();

  private static final ObjectMapper STRICT = mapper(true);
  private static final ObjectMapper LENIENT = mapper(false);
  private static final ObjectMapper CANONICAL =
      JsonMapper.builder(factory())
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .disable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
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
   * One text for one value: names sorted, no spaces, absent values left out. This is the form of
   * RFC 8785 but for floating-point numbers, which stand as Java writes them ({@code 1.0}).
   */
  public static String canonical(Object value) {
    try {
      return CANONICAL.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a value that is no JSON: " + value.getClass(), e);
    }
  }

  /**
   * Reads what people write: an unknown name or a name given twice is an error.
   *
   * @throws IOException see {@link #problem}
   */
  public static <T> T read(byte[] json, Class<T> type) throws IOException {
    return nonNull(STRICT.readValue(json, type));
  }

  /**
   * Reads what other versions of Albumen write: unknown names are passed over, and an unknown
   * failure code is read as {@code UNEXPECTED}.
   *
   * @throws IOException see {@link #problem}
   */
  public static <T> T readLenient(byte[] json, Class<T> type) throws IOException {
    return nonNull(LENIENT.readValue(json, type));
  }

  /** What is wrong with some JSON: one line that names the field, without class names. */
  public static String problem(IOException e) {
    return JsonProblem.of(e);
  }

  private static <T> T nonNull(T value) throws IOException {
    if (value == null) {
      throw new IOException("the JSON is null");
    }
    return value;
  }

  private static JsonFactory factory() {
    return JsonFactory.builder()
        .streamReadConstraints(READ)
        .streamWriteConstraints(WRITE)
        .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
        .build();
  }

  private static ObjectMapper mapper(boolean strict) {
    JsonMapper mapper =
        JsonMapper.builder(factory())
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, strict)
            .configure(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE, !strict)
            .configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION, strict)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .defaultPropertyInclusion(
                JsonInclude.Value.construct(
                    JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .build();
    mapper
        .coercionConfigDefaults()
        .setAcceptBlankAsEmpty(true)
        .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail);
    mapper
        .coercionConfigFor(LogicalType.Textual)
        .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
    return mapper;
  }
}
