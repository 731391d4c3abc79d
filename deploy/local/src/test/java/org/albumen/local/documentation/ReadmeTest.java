package org.albumen.local.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.albumen.common.recipe.RecipeBook;
import org.junit.jupiter.api.Test;

class ReadmeTest {
  @Test
  void theSettingsAreThoseOfTheCode() throws Exception {
    assertThat(between("settings")).isEqualTo(Tables.settings());
  }

  @Test
  void theFailureCodesAreThoseOfTheCode() throws Exception {
    assertThat(between("failure-codes")).isEqualTo(Tables.failureCodes());
  }

  @Test
  void theMetricsAreThoseOfTheCode() throws Exception {
    assertThat(between("metrics")).isEqualTo(Tables.metrics());
    assertThat(between("dispatcher-metrics")).isEqualTo(Tables.dispatcherMetrics());
  }

  @Test
  void theOptionsOfRecipesAreThoseOfTheCode() throws Exception {
    assertThat(between("recipe-options")).isEqualTo(RecipeTable.options());
  }

  @Test
  void everyRecipeIsDescribed() throws Exception {
    for (String reference : RecipeBook.builtIn().references()) {
      assertThat(Repository.readme()).contains("| `" + reference + "` |");
    }
  }

  @Test
  void nothingIsDescribedThatIsNoSetting() {
    assertThat(Tables.defaults().keySet()).containsExactlyInAnyOrderElementsOf(Purpose.described());
  }

  private static String between(String name) throws IOException {
    String text = Repository.readme();
    int begin = text.indexOf(Tables.begin(name));
    int end = text.indexOf(Tables.end(name));
    assertThat(begin).as("marker of %s", name).isNotNegative();
    assertThat(end).as("end marker of %s", name).isGreaterThan(begin);
    return text.substring(begin + Tables.begin(name).length(), end).strip();
  }
}
