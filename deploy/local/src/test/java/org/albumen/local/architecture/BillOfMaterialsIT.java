package org.albumen.local.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.albumen.common.Software;
import org.albumen.common.digest.Digest;
import org.albumen.local.documentation.Repository;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The bill of materials (CycloneDX, {@code target/bom.json}) names what is shipped, and nothing is
 * shipped whose licence nobody has looked at.
 */
class BillOfMaterialsIT {
  /** Several licences of a library are a choice: one of them has to be here. */
  private static final Set<String> ALLOWED =
      Set.of(
          "Apache-2.0",
          "MIT",
          "MIT-0",
          "BSD-2-Clause",
          "BSD-3-Clause",
          "CC0-1.0",
          "EPL-2.0",
          // What re2j's project file says; it is Go's, of three clauses.
          "Go License");

  /**
   * Their files say "The BSD License"; CycloneDX takes it for the one of four clauses, it has
   * three.
   */
  private static final Set<String> BSD = Set.of("com.twelvemonkeys", "org.jline");

  private static Path root;
  private static JsonNode bill;

  @BeforeAll
  static void read() throws IOException {
    root = Repository.root();
    boolean made = Files.exists(root.resolve("target/bom.json"));
    assertThat(made || System.getenv("CI") == null).as("CI's build makes target/bom.json").isTrue();
    assumeTrue(made, "no target/bom.json: CycloneDX makes none while Maven is offline");
    bill = new ObjectMapper().readTree(root.resolve("target/bom.json").toFile());
  }

  @Test
  void itSaysWhatItIsOf() {
    assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
    JsonNode subject = bill.at("/metadata/component");
    assertThat(subject.path("group").asText()).isEqualTo("org.albumen");
    assertThat(subject.path("name").asText()).isEqualTo("albumen-local");
    assertThat(Software.NAME_AND_VERSION).endsWith(subject.path("version").asText());
    assertThat(components()).hasSizeGreaterThan(100);
  }

  /** Name by name and byte by byte: every jar that is shipped is in it, and nothing else. */
  @Test
  void itIsOfTheJarsThatAreShipped() throws IOException {
    Set<String> shipped = new TreeSet<>();
    try (Stream<Path> jars = Files.list(root.resolve("deploy/local/target/lib"))) {
      for (Path jar : jars.toList()) {
        shipped.add(Digest.ofFile(jar));
      }
    }
    Set<String> named = new TreeSet<>();
    for (JsonNode component : components()) {
      String sha256 = sha256(component);
      assertThat(sha256).as(component.path("purl").asText()).matches("[0-9a-f]{64}");
      named.add(sha256);
    }
    assertThat(shipped).hasSizeGreaterThan(100);
    assertThat(named).isEqualTo(shipped);
  }

  @Test
  void nothingOfTheTestsIsInIt() {
    assertThat(components())
        .extracting(component -> component.path("group").asText())
        .noneMatch(
            group ->
                group.matches("org\\.(junit|assertj|opentest4j|apiguardian).*|com\\.tngtech.*"));
  }

  @Test
  void everyLicenceIsOneThatIsAllowed() {
    for (JsonNode component : components()) {
      List<String> licences = licences(component);
      boolean bsd =
          licences.contains("BSD-4-Clause")
              && BSD.stream().anyMatch(component.path("group").asText()::startsWith);
      assertThat(bsd || licences.stream().anyMatch(ALLOWED::contains))
          .as("%s is under %s", component.path("purl").asText(), licences)
          .isTrue();
    }
  }

  /** Nothing in it changes from one build to the next. */
  @Test
  void theSameBuildGivesTheSameBill() {
    assertThat(bill.has("serialNumber")).isFalse();
    assertThat(bill.at("/metadata/timestamp").isMissingNode()).isTrue();
    assertThat(bill.at("/metadata/properties").toString()).contains("cdx:reproducible");
  }

  private static List<JsonNode> components() {
    List<JsonNode> components = new ArrayList<>();
    bill.path("components").forEach(components::add);
    return components;
  }

  private static String sha256(JsonNode component) {
    for (JsonNode hash : component.path("hashes")) {
      if (hash.path("alg").asText().equals("SHA-256")) {
        return hash.path("content").asText();
      }
    }
    return "";
  }

  private static List<String> licences(JsonNode component) {
    List<String> licences = new ArrayList<>();
    for (JsonNode each : component.path("licenses")) {
      JsonNode licence = each.path("license");
      licences.add(
          each.has("expression")
              ? each.path("expression").asText()
              : licence.path("id").asText(licence.path("name").asText()));
    }
    return licences;
  }
}
