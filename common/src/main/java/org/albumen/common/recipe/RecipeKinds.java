package org.albumen.common.recipe;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.DatabindContext;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.jsontype.impl.TypeIdResolverBase;
import java.io.IOException;

/**
 * The values of {@code kind}. Written out here because Jackson, where a missing value means one
 * type, takes a misspelt one for that type too.
 */
final class RecipeKinds extends TypeIdResolverBase {
  static final String PROPERTY = "kind";
  static final String RESTORE = "restore";
  static final String GENERATE = "generate";

  @Override
  public JavaType typeFromId(DatabindContext context, String kind) throws IOException {
    return switch (kind) {
      case RESTORE -> context.constructType(RestoreRecipe.class);
      case GENERATE -> context.constructType(GenerateRecipe.class);
      default -> throw unknown(context, kind);
    };
  }

  @Override
  public String idFromValue(Object recipe) {
    return recipe instanceof GenerateRecipe ? GENERATE : RESTORE;
  }

  @Override
  public String idFromValueAndType(Object recipe, Class<?> type) {
    return idFromValue(recipe);
  }

  @Override
  public JsonTypeInfo.Id getMechanism() {
    return JsonTypeInfo.Id.CUSTOM;
  }

  private static InvalidTypeIdException unknown(DatabindContext context, String kind) {
    return InvalidTypeIdException.from(
        ((DeserializationContext) context).getParser(),
        "kind is neither " + RESTORE + " nor " + GENERATE,
        context.constructType(Recipe.class),
        kind);
  }
}
