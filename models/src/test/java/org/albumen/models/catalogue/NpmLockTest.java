package org.albumen.models.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class NpmLockTest {

  @Test
  void pinsEveryPackageByIntegrityAndNamesNoRegistry() throws Exception {
    // Given
    String lock = resource("package-lock.json");

    // When
    JsonNode packages = new JsonMapper().readTree(lock).get("packages");

    // Then
    assertThat(lock).doesNotContain("http", "resolved");
    packages
        .properties()
        .forEach(
            entry -> {
              if (!entry.getKey().isEmpty()) {
                assertThat(entry.getValue().path("integrity").asText())
                    .as(entry.getKey())
                    .startsWith("sha512-");
                assertThat(entry.getValue().has("dependencies"))
                    .as("%s is installed alone", entry.getKey())
                    .isFalse();
              }
            });
  }

  @Test
  void holdsEveryPackageThatACardNames() throws Exception {
    JsonNode packages = new JsonMapper().readTree(resource("package-lock.json")).get("packages");
    for (ModelCard card : Catalogue.standard().cards()) {
      for (Source source : card.sources()) {
        if (source instanceof Source.Npm npm) {
          assertThat(packages.has("node_modules/" + npm.name())).as(npm.name()).isTrue();
          assertThat(npm.packageSize()).as(npm.name()).isGreaterThan(npm.size() / 2);
        }
      }
    }
  }

  @Test
  void letsNoPackageRunAnything() throws Exception {
    assertThat(resource(".npmrc")).contains("ignore-scripts=true").doesNotContain("registry=");
  }

  private static String resource(String name) throws Exception {
    try (InputStream in =
        Objects.requireNonNull(NpmLockTest.class.getResourceAsStream("npm/" + name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
