package org.albumen.common.fingerprint;

import java.util.Collection;
import org.albumen.common.codec.Json;
import org.albumen.common.digest.Digest;
import org.albumen.common.job.Source;
import org.albumen.common.recipe.Recipe;

/**
 * The idempotence key of a result: two jobs with one fingerprint have one result.
 *
 * @param hex SHA-256, 64 lower-case hex digits
 */
public record Fingerprint(String hex) {
  private static final int HEX_DIGITS = 64;
  private static final int SHORT_DIGITS = 16;

  public Fingerprint {
    if (hex.length() != HEX_DIGITS) {
      throw new IllegalArgumentException("a fingerprint has 64 hex digits, not " + hex.length());
    }
  }

  /**
   * The fingerprint of what a recipe makes of a source.
   *
   * @param source identified
   * @param recipe enters in canonical JSON
   * @param networkDigests SHA-256 of every network the recipe uses, in the recipe's order
   * @param pipelineVersion changes when the same input would give other bytes
   * @throws IllegalArgumentException when the source has no identity
   */
  public static Fingerprint of(
      Source source, Recipe recipe, Collection<String> networkDigests, int pipelineVersion) {
    if (!source.identified()) {
      throw new IllegalArgumentException("source without identity: " + source);
    }
    Digest digest = Digest.sha256();
    source.fields().forEach(digest::text);
    digest.text(Json.canonical(recipe)).text(Integer.toString(pipelineVersion));
    networkDigests.forEach(digest::text);
    return new Fingerprint(digest.hex());
  }

  /** The first 16 hex digits, as they stand in a result's key. */
  public String shortHex() {
    return hex.substring(0, SHORT_DIGITS);
  }

  @Override
  public String toString() {
    return hex;
  }
}
