package org.albumen.dispatcher.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The document, as what answers are held against. */
final class OpenApi {
  static final ObjectMapper MAPPER = new ObjectMapper();
  static final JsonNode DOCUMENT = document();

  private static final String ID = "urn:albumen:openapi";
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          builder -> builder.schemas(Map.of(ID, DOCUMENT.toString())));

  private OpenApi() {}

  /** Fails unless the document foresees an answer's status, media type and body. */
  static void requireForeseen(String method, String path, HttpResponse<byte[]> answer)
      throws IOException {
    JsonNode operation = operation(method, path);
    if (operation.isMissingNode()) {
      assertThat(answer.statusCode()).as("%s %s", method, path).isIn(400, 401, 403, 404, 405);
      requireValid("Problem", answer.body());
      return;
    }
    JsonNode foreseen = operation.at("/responses/" + answer.statusCode());
    assertThat(foreseen.isMissingNode())
        .as(
            "%s %s answers %d %s",
            method, path, answer.statusCode(), new String(answer.body(), StandardCharsets.UTF_8))
        .isFalse();
    String type = answer.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", "");
    if (method.equals("HEAD") || !foreseen.has("content")) {
      assertThat(answer.body()).isEmpty();
      return;
    }
    JsonNode content = foreseen.get("content");
    assertThat(content.has(type) || content.has("*/*"))
        .as("%s %s answers %s", method, path, type)
        .isTrue();
    if (type.endsWith("json") && content.path(type).has("schema")) {
      JsonNode schema = content.path(type).get("schema");
      if (schema.has("$ref")) {
        requireValid(schema.get("$ref").asText().replaceFirst(".*/", ""), answer.body());
      }
    }
  }

  static void requireValid(String schema, byte[] json) throws IOException {
    assertThat(errors(schema, MAPPER.readTree(json)))
        .as("%s: %s", schema, new String(json, StandardCharsets.UTF_8))
        .isEmpty();
  }

  static List<com.networknt.schema.Error> errors(String schema, JsonNode json) {
    JsonNode wrapper = MAPPER.createObjectNode().put("$ref", ID + "#/components/schemas/" + schema);
    Schema compiled = REGISTRY.getSchema(wrapper);
    return compiled.validate(
        json, context -> context.executionConfig(c -> c.formatAssertionsEnabled(true)));
  }

  private static JsonNode operation(String method, String path) {
    String wanted = method.equals("HEAD") ? "get" : method.toLowerCase(Locale.ROOT);
    String bare = path.replaceFirst("\\?.*", "");
    JsonNode found = DOCUMENT.at("/missing");
    for (Map.Entry<String, JsonNode> entry : DOCUMENT.get("paths").properties()) {
      String pattern =
          entry.getKey().equals("/assets/{path}")
              ? "/assets/.+"
              : entry.getKey().replaceAll("\\{\\w+}", "[^/]+").replace(".", "\\.");
      if (bare.equals(entry.getKey())) {
        return entry.getValue().path(wanted);
      }
      if (bare.matches(pattern) && entry.getValue().has(wanted)) {
        found = entry.getValue().get(wanted);
      }
    }
    return found;
  }

  private static JsonNode document() {
    try (InputStream in = OpenApi.class.getResourceAsStream("/openapi.json")) {
      return MAPPER.readTree(in);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
