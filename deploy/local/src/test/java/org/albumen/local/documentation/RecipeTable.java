package org.albumen.local.documentation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.albumen.common.recipe.RestoreRecipe;

/**
 * Every option of a restoring recipe as the published schema has it, whose defaults and ranges are
 * compared with the code in the schema's own module.
 */
final class RecipeTable {
  private static final String NEEDED = "needed";

  private RecipeTable() {}

  static String options() {
    List<String> rows = new ArrayList<>();
    rows.add("| option | default | range | what it is |");
    rows.add("|---|---|---|---|");
    JsonNode schema = schema();
    add(schema, schema.at("/$defs/restore"), "", rows);
    return String.join("\n", rows);
  }

  private static void add(JsonNode schema, JsonNode kind, String prefix, List<String> rows) {
    for (Map.Entry<String, JsonNode> option : kind.get("properties").properties()) {
      JsonNode described = option.getValue();
      String reference = described.path("$ref").asText();
      if (!reference.isEmpty()) {
        add(schema, schema.at(reference.substring(1)), option.getKey() + ".", rows);
      } else if (described.has("description") && !option.getKey().equals("kind")) {
        rows.add(
            Tables.row(
                "`" + prefix + option.getKey() + "`",
                standard(kind, option.getKey(), described),
                range(described),
                described.get("description").asText()));
      }
    }
  }

  private static String standard(JsonNode kind, String name, JsonNode option) {
    if (option.has("default")) {
      return "`" + option.get("default").asText() + "`";
    }
    for (JsonNode required : kind.get("required")) {
      if (required.asText().equals(name)) {
        return NEEDED;
      }
    }
    return "";
  }

  private static String range(JsonNode option) {
    if (option.has("enum")) {
      List<String> values = new ArrayList<>();
      option.get("enum").forEach(value -> values.add("`" + value.asText() + "`"));
      return String.join(", ", values);
    }
    if (option.path("type").asText().equals("boolean")) {
      return "`true`, `false`";
    }
    if (option.has("maximum")) {
      return option.get("minimum").asText() + " to " + option.get("maximum").asText();
    }
    return option.has("minimum") ? option.get("minimum").asText() + " or more" : "a name";
  }

  private static JsonNode schema() {
    try (InputStream in = RestoreRecipe.class.getResourceAsStream("/schema/recipe.v1.json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
