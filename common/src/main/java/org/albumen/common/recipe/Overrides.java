package org.albumen.common.recipe;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.albumen.common.codec.Json;
import org.albumen.common.digest.Digest;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.recipe.Faces.Select;
import org.jspecify.annotations.Nullable;

/**
 * Options of a recipe that a command's caller wants otherwise. What is null stays as it is.
 *
 * @param scale 1, 2 or 4; the upscaler changes with it: at 1 a network stays and its answer is
 *     brought to the photograph's size, {@code lanczos} becomes {@code none}; at 2 and 4 {@code
 *     lanczos} stays, else it is Real-ESRGAN of that scale
 * @param faces which faces are restored; with a network of its own where the recipe has none
 * @param noFaces whether faces are found only
 * @param fidelity 0 to 1
 * @param format the result's
 * @param review whether masks are stored, and photographs marked whose result agrees too little
 */
public record Overrides(
    @Nullable Integer scale,
    @Nullable Select faces,
    boolean noFaces,
    @Nullable Double fidelity,
    @Nullable Output format,
    boolean review) {
  /** Nothing is wanted otherwise. */
  public static final Overrides NONE = new Overrides(null, null, false, null, null, false);

  private static final ObjectMapper TREE = new ObjectMapper();
  private static final String FACE_NETWORK = "gfpgan-1.4";
  private static final String FACE_PARSER = "parsenet";
  private static final int REVIEW_PSNR = 25;
  private static final int DIGITS = 8;
  private static final int LONGEST_BASE = 40;

  /**
   * The recipe with these options. When they change it, its name says so: {@code
   * photo-1-changed-3f2a9c1b}, where the digits follow from the options.
   *
   * @throws AlbumenException {@code BAD_ARGUMENT} when the recipe and the options do not go
   *     together, naming what contradicts
   */
  public RestoreRecipe of(RestoreRecipe recipe) throws AlbumenException {
    ObjectNode json = parse(Json.canonical(recipe));
    apply(recipe, json);
    RestoreRecipe changed = read(recipe, json);
    if (changed.equals(recipe)) {
      return recipe;
    }
    json.put("name", name(recipe, changed)).put("version", 1);
    return read(recipe, json);
  }

  private void apply(RestoreRecipe recipe, ObjectNode json) {
    ObjectNode face = (ObjectNode) json.get("faces");
    if (scale != null && scale != recipe.scale()) {
      json.put("scale", scale);
      json.put("upscaler", upscaler(recipe, scale));
    }
    if (noFaces) {
      face.retain("detector", "minScore");
    }
    if (faces != null) {
      if (recipe.faces().network() == null) {
        face.put("network", FACE_NETWORK).put("parser", FACE_PARSER);
      }
      face.set("select", TREE.valueToTree(faces));
    }
    if (fidelity != null) {
      face.put("fidelity", fidelity);
    }
    if (format != null) {
      json.set("output", TREE.valueToTree(format));
    }
    if (review) {
      json.put("mask", true);
      if (recipe.consistency() == null) {
        json.putObject("consistency").put("minPsnr", REVIEW_PSNR);
      }
      ((ObjectNode) json.get("consistency")).put("below", "review");
    }
  }

  private static String upscaler(RestoreRecipe recipe, int scale) {
    if (scale == 1) {
      return recipe.upscalesByNetwork() ? recipe.upscaler() : RestoreRecipe.NONE;
    }
    return recipe.upscaler().equals(RestoreRecipe.LANCZOS)
        ? RestoreRecipe.LANCZOS
        : "realesrgan-x" + scale + "plus";
  }

  private static String name(RestoreRecipe recipe, RestoreRecipe changed) {
    String base = recipe.name() + "-" + recipe.version();
    String digest = Digest.ofBytes(Json.canonical(changed).getBytes(UTF_8)).substring(0, DIGITS);
    return base.substring(0, Math.min(base.length(), LONGEST_BASE)) + "-changed-" + digest;
  }

  private static RestoreRecipe read(RestoreRecipe recipe, ObjectNode json) throws AlbumenException {
    try {
      return (RestoreRecipe) Json.read(json.toString().getBytes(UTF_8), Recipe.class);
    } catch (IOException e) {
      throw new AlbumenException(
          FailureCode.BAD_ARGUMENT,
          "these options and recipe " + recipe.reference() + " contradict: " + Json.problem(e),
          e);
    }
  }

  private static ObjectNode parse(String json) {
    try {
      return (ObjectNode) TREE.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException("canonical JSON is JSON", e);
    }
  }
}
