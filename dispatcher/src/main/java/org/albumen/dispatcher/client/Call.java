package org.albumen.dispatcher.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.albumen.common.codec.Json;
import org.jspecify.annotations.Nullable;

/**
 * A request to the API. Every one may be sent again: those that change something are the same thing
 * twice.
 *
 * @param method of HTTP
 * @param path from the API's address on, escaped, with its query
 * @param body JSON; null for none
 * @param key its idempotency key; null for none
 * @param limit how long the whole answer may take
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Call(
    String method, String path, byte @Nullable [] body, @Nullable String key, Duration limit) {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  static Call get(String path) {
    return new Call("GET", path, null, null, LIMIT);
  }

  static Call post(String path, Object body) {
    return new Call("POST", path, Json.write(body), null, LIMIT);
  }

  Call withKey(String idempotencyKey) {
    return new Call(method, path, body, idempotencyKey, limit);
  }

  Call within(Duration time) {
    return new Call(method, path, body, key, time);
  }

  /** A path of these parts, each of them escaped. */
  static String path(String... parts) {
    StringBuilder path = new StringBuilder();
    for (String part : parts) {
      path.append('/').append(escaped(part));
    }
    return path.toString();
  }

  /** A query of what is not null, with its question mark; empty without any. */
  static String query(Map<String, ? extends @Nullable Object> parameters) {
    StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
    new TreeMap<>(parameters)
        .forEach(
            (name, value) -> {
              if (value != null) {
                query.add(name + "=" + escaped(value.toString()));
              }
            });
    return query.toString();
  }

  /** For paths and queries alike: a dot by itself would be taken for a step in the path. */
  private static String escaped(String text) {
    String escaped = URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    return escaped.matches("\\.+") ? escaped.replace(".", "%2E") : escaped;
  }
}
