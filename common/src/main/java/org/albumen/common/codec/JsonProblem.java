package org.albumen.common.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says in one line what the parser has against some JSON, in the words of its author. */
final class JsonProblem {
  private static final int SPELT_OUT = 8;

  private JsonProblem() {}

  static String of(IOException e) {
    if (e instanceof JsonMappingException mapping) {
      return ofMapping(mapping);
    }
    if (e instanceof JsonProcessingException json) {
      return ofSyntax(json);
    }
    return String.valueOf(e.getMessage());
  }

  private static String ofMapping(JsonMappingException e) {
    String path = path(e);
    if (e instanceof UnrecognizedPropertyException) {
      return "'" + path + "' is no field of this";
    }
    if (e instanceof InvalidTypeIdException) {
      return path.isEmpty()
          ? "the field that tells its kind is missing or unknown"
          : path + " is not of a known kind";
    }
    if (e instanceof ValueInstantiationException && e.getCause() != null) {
      return ofConstructor(path, e.getCause());
    }
    if (e.getCause() instanceof InputCoercionException) {
      return path + " is out of range";
    }
    if (e.getCause() instanceof JsonProcessingException syntax) {
      return ofSyntax(syntax);
    }
    if (e instanceof MismatchedInputException mismatch) {
      return ofMismatch(path, mismatch);
    }
    return path.isEmpty() ? "the JSON is not of this kind" : path + " is not valid";
  }

  /** What a record's constructor refuses: null by the component's name, the rest by a sentence. */
  private static String ofConstructor(String path, Throwable cause) {
    String prefix = path.isEmpty() ? "" : path + ".";
    String problem = prefix + cause.getMessage();
    return cause instanceof NullPointerException ? problem + " is missing" : problem;
  }

  private static String ofMismatch(String path, MismatchedInputException e) {
    if (e.getOriginalMessage().startsWith("Trailing token")) {
      return "more follows the JSON value";
    }
    if (e.getOriginalMessage().startsWith("No content")) {
      return "the JSON is empty";
    }
    return (path.isEmpty() ? "the JSON" : path) + " must be " + shape(e.getTargetType());
  }

  private static String ofSyntax(JsonProcessingException e) {
    if (e instanceof StreamConstraintsException) {
      return "the JSON is too large, or nested too deeply, or a text or number in it is too long";
    }
    if (e instanceof JsonEOFException) {
      return "the JSON ends early";
    }
    return e.getLocation() == null
        ? "not JSON"
        : "not JSON at line "
            + e.getLocation().getLineNr()
            + ", column "
            + e.getLocation().getColumnNr();
  }

  private static String shape(@Nullable Class<?> type) {
    if (type == null) {
      return "of another kind";
    }
    if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
      return "a whole number";
    }
    if (type == double.class || type == Double.class) {
      return "a number";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type == String.class) {
      return "a text";
    }
    if (type == Instant.class) {
      return "a time such as 2026-01-31T12:00:00Z";
    }
    if (type.isEnum()) {
      return oneOf(type.getEnumConstants());
    }
    return Collection.class.isAssignableFrom(type) ? "a list" : "an object";
  }

  private static String oneOf(Object[] constants) {
    return constants.length > SPELT_OUT
        ? "a known value"
        : Arrays.stream(constants)
            .map(constant -> Json.canonical(constant).replace("\"", ""))
            .collect(Collectors.joining(", ", "one of ", ""));
  }

  private static String path(JsonMappingException e) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : e.getPath()) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    return path.toString();
  }
}
