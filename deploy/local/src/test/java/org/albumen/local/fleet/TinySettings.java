package org.albumen.local.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.config.ConfigLoader;
import org.albumen.common.failure.AlbumenException;
import org.albumen.models.fixture.TinyModels;

/**
 * Settings with which the recipe {@code tiny@1} restores by a tiny network and the real detector,
 * and {@code seeds@1} draws by a tiny generator.
 */
public final class TinySettings implements FolderRun.Settings {
  public static final String RECIPE = "tiny@1";

  /** The network's answers are not finite. */
  public static final String BROKEN_RECIPE = "broken@1";

  /** The same as the first, photographs longer than 64 pixels being scaled down first. */
  public static final String SMALL_RECIPE = "tiny-small@1";

  /** As the first, and a job of which workers may have died runs in a process of its own. */
  public static final String APART_RECIPE = "tiny-apart@1";

  /** Draws images of 64 x 64 pixels. */
  public static final String SEEDS_RECIPE = "seeds@1";

  private final Map<String, String> own = new HashMap<>();

  /** Names, generators, further fields. */
  private static final String[][] GENERATING = {
    {"seeds", TinyModels.GENERATOR, ""},
    {"seeds-truncated", TinyModels.GENERATOR, "\"truncation\": 0.7, "},
    {"seeds-broken", TinyModels.BROKEN_GENERATOR, ""},
    {"seeds-flat", TinyModels.FLAT_GENERATOR, ""},
    {"seeds-nowhere", "no-such-generator", ""},
    {"seeds-upscaler", TinyModels.UPSCALER, ""},
    {"seeds-detector", "retinaface-mnet025", ""},
    {"seeds-tensors", TinyModels.TENSORS, ""},
  };

  private TinySettings() {}

  /** Writes the network's card and the recipe below an existing folder. */
  public static TinySettings in(Path folder) {
    TinySettings settings = new TinySettings();
    try {
      Path recipes = Files.createDirectories(folder.resolve("recipes"));
      Files.writeString(recipes.resolve("tiny.json"), recipe("tiny", TinyModels.UPSCALER, ""));
      Files.writeString(
          recipes.resolve("tiny-small.json"),
          recipe("tiny-small", TinyModels.UPSCALER, "\"maxLongSide\": 64, "));
      Files.writeString(
          recipes.resolve("tiny-apart.json"),
          recipe("tiny-apart", TinyModels.UPSCALER, "\"isolate\": \"process\", "));
      Files.writeString(
          recipes.resolve("broken.json"), recipe("broken", TinyModels.BROKEN_UPSCALER, ""));
      for (String[] one : GENERATING) {
        Files.writeString(recipes.resolve(one[0] + ".json"), generating(one[0], one[1], one[2]));
      }
      Path models = Files.createDirectories(folder.resolve("models"));
      settings.own.put("albumen.models.cards", TinyModels.in(models).cards().toString());
      settings.own.put("albumen.recipes.folder", recipes.toString());
      return settings;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public AlbumenConfig with(Map<String, String> decided) throws AlbumenException {
    return ConfigLoader.load(null, all(decided));
  }

  /** These settings and others, as a command takes them. */
  public List<String> options(Map<String, String> others) {
    return all(others).entrySet().stream()
        .flatMap(e -> List.of("-D", e.getKey() + "=" + e.getValue()).stream())
        .toList();
  }

  private Map<String, String> all(Map<String, String> others) {
    Map<String, String> all = new HashMap<>(own);
    all.putAll(others);
    return all;
  }

  private static String recipe(String name, String upscaler, String limit) {
    return """
        {"name": "%s", "version": 1, "upscaler": "%s", "scale": 2, "tile": 256,
         "faces": {"detector": "retinaface-mnet025", "minScore": 0.8}, %s"output": "png"}
        """
        .formatted(name, upscaler, limit);
  }

  private static String generating(String name, String generator, String more) {
    return """
        {"name": "%s", "version": 1, "kind": "generate", "generator": "%s", %s"output": "png"}
        """
        .formatted(name, generator, more);
  }
}
