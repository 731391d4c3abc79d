package org.albumen.common.recipe;

import static com.fasterxml.jackson.annotation.JsonTypeInfo.As.EXISTING_PROPERTY;
import static com.fasterxml.jackson.annotation.JsonTypeInfo.Id.CUSTOM;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.annotation.JsonTypeIdResolver;

/**
 * What to make of a source. A published recipe never changes; a change is a new version. In JSON
 * {@code kind} tells which of the two it is; without it a recipe restores.
 */
@JsonTypeInfo(
    use = CUSTOM,
    include = EXISTING_PROPERTY,
    property = RecipeKinds.PROPERTY,
    defaultImpl = RestoreRecipe.class)
@JsonTypeIdResolver(RecipeKinds.class)
public sealed interface Recipe permits RestoreRecipe, GenerateRecipe {

  /** Lower-case letters, digits and hyphens. */
  String name();

  /** 1 or greater. */
  int version();

  /**
   * The result's format.
   *
   * @param source the source's name, with its suffix
   */
  ImageFormat formatFor(String source);

  /** Where a job runs after workers have died of it. */
  @JsonIgnore
  Isolation isolation();

  /** {@code name@version}, as jobs refer to it. */
  @JsonIgnore
  default String reference() {
    return name() + "@" + version();
  }
}
