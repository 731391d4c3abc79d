package org.albumen.dispatcher.api;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.albumen.common.codec.Json;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.dispatcher.access.Caller;
import org.albumen.dispatcher.api.problem.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * A request and its answer, with the API's rules of both.
 *
 * @param caller who asks
 * @param maxBody largest body, in bytes
 */
record Exchange(Context ctx, Caller caller, long maxBody) {
  private static final int LIMIT_DEFAULT = 100;
  private static final int LIMIT_MOST = 1_000;
  private static final String JSON = "application/json";

  /** A parameter of the path. */
  String path(String name) {
    return ctx.pathParam(name);
  }

  /** A parameter of the query; null without it. */
  @Nullable String query(String name) throws AlbumenException {
    if (ctx.queryParams(name).size() > 1) {
      throw bad(name + " is given more than once");
    }
    return ctx.queryParam(name);
  }

  /** A parameter that is true or false; false without it. */
  boolean flag(String name) throws AlbumenException {
    String text = query(name);
    if (text == null || text.equals("false")) {
      return false;
    }
    if (text.equals("true")) {
      return true;
    }
    throw bad(name + " must be true or false");
  }

  /** A whole number. */
  int number(String name, int least, int most, int otherwise) throws AlbumenException {
    String text = query(name);
    if (text == null) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw bad(name + " must be between " + least + " and " + most);
  }

  /** How many of a list are wanted. */
  int limit() throws AlbumenException {
    return number("limit", 1, LIMIT_MOST, LIMIT_DEFAULT);
  }

  /** A failure code. */
  @Nullable FailureCode code(String name) throws AlbumenException {
    String text = query(name);
    try {
      return text == null ? null : FailureCode.valueOf(text);
    } catch (IllegalArgumentException e) {
      throw bad(name + " is no known failure code");
    }
  }

  /** Refuses parameters of the query that the route does not know. */
  void requireQuery(Set<String> known) throws AlbumenException {
    for (String name : ctx.queryParamMap().keySet()) {
      if (!known.contains(name)) {
        throw bad("'" + name + "' is no parameter of this path");
      }
    }
  }

  /** The body, which is JSON of this kind. */
  <T> T body(Class<T> type) throws AlbumenException {
    requireJson(mediaType());
    return read(bytes(), type);
  }

  /** The same, or what stands for none. */
  <T> T body(Class<T> type, T otherwise) throws AlbumenException {
    byte[] bytes = bytes();
    if (bytes.length == 0) {
      return otherwise;
    }
    requireJson(mediaType());
    return read(bytes, type);
  }

  /** What people wrote. */
  static <T> T read(byte[] json, Class<T> type) throws AlbumenException {
    try {
      return Json.read(json, type);
    } catch (IOException e) {
      throw bad(Json.problem(e));
    }
  }

  /** The body as it is. */
  byte[] bytes() {
    try {
      return new Body(maxBody, System::nanoTime)
          .read(ctx.req().getInputStream(), ctx.req().getContentLengthLong());
    } catch (IOException e) {
      throw new Refusal(FailureCode.BAD_ARGUMENT, 400, "the request ends early", Map.of());
    }
  }

  /** The body's media type without parameters, in lower case; empty without one. */
  String mediaType() {
    String type = ctx.req().getContentType();
    return type == null ? "" : type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
  }

  /** Refuses a body that is not said to be JSON: pages of other sites can send any other kind. */
  static void requireJson(String mediaType) {
    if (!mediaType.equals(JSON)) {
      throw new Refusal(
          FailureCode.BAD_ARGUMENT, 415, "the body must be " + JSON, Map.of("Accept", JSON));
    }
  }

  /** Answers with JSON. */
  void json(int status, Object value) {
    ctx.status(status).contentType(JSON).result(Json.write(value));
  }

  static AlbumenException bad(String message) {
    return new AlbumenException(FailureCode.BAD_ARGUMENT, message);
  }
}
