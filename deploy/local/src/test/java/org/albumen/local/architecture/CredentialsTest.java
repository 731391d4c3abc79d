package org.albumen.local.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.config.ConfigLoader;
import org.albumen.common.config.S3Clients;
import org.albumen.common.failure.AlbumenException;
import org.albumen.local.documentation.Repository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;

/** Credentials of the store come from the SDK's default chain, and from nowhere else. */
class CredentialsTest {
  /** Its store is in the same JVM, and makes its credentials up at each start. */
  private static final String EXCEPTION = "org.albumen.local.fleet.LocalServices";

  /** So is the store of the chaos bench, which is not shipped. */
  private static final String BENCH = "org.albumen.bench.chaos.ProvingGround";

  private static final JavaClasses ALBUMEN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.albumen");

  @Test
  void noClassMakesCredentials() {
    DescribedPredicate<JavaClass> otherCredentials =
        resideInAnyPackage("software.amazon.awssdk.auth..", "software.amazon.awssdk.identity..")
            .and(DescribedPredicate.not(assignableTo(DefaultCredentialsProvider.class)))
            .and(DescribedPredicate.not(assignableTo(DefaultCredentialsProvider.Builder.class)))
            .and(
                DescribedPredicate.describe(
                    "a kind of credentials",
                    type -> !type.isEquivalentTo(AwsCredentialsProvider.class)));
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(EXCEPTION)
        .should()
        .dependOnClassesThat(otherCredentials)
        .check(ALBUMEN);
  }

  /** The rule above would hold of a program without any store. */
  @Test
  void theDefaultChainIsUsed() {
    assertThat(ALBUMEN.get(S3Clients.class).getDirectDependenciesFromSelf())
        .extracting(dependency -> dependency.getTargetClass().getFullName())
        .contains(DefaultCredentialsProvider.class.getName());
    assertThat(ALBUMEN.contain(EXCEPTION)).isTrue();
  }

  /** Modules that are not on this test's class path are read as texts. */
  @Test
  void noSourceOfAnyModuleNamesOtherCredentials() throws IOException {
    List<Path> sources;
    try (Stream<Path> all = Files.walk(Repository.root())) {
      sources =
          all.filter(path -> path.toString().matches(".*/src/main/java/.*\\.java"))
              .filter(path -> !path.toString().contains("/target/"))
              .toList();
    }
    assertThat(sources).anyMatch(path -> path.toString().contains("/deploy/bench/"));
    for (Path source : sources) {
      if (!isOf(source, EXCEPTION) && !isOf(source, BENCH)) {
        assertThat(Files.readString(source))
            .as(source.toString())
            .doesNotContainPattern(
                "(Static|Profile|SystemProperty|EnvironmentVariable)\\w*CredentialsProvider"
                    + "|Aws(Basic|Session)Credentials");
      }
    }
  }

  private static boolean isOf(Path source, String type) {
    return source.toString().endsWith(type.replace('.', '/') + ".java");
  }

  /**
   * But for what a dispatcher is asked with, by commands and by other dispatchers. {@code tokens}
   * names a file, in which hashes stand.
   */
  @Test
  void noSettingIsASecretOfTheStoreOrOfKafka() {
    assertThat(ConfigMappings.getProperties(ConfigClass.configClass(AlbumenConfig.class)).keySet())
        .filteredOn(name -> name.matches(".*(secret|password|credential|token|access-?key|user).*"))
        .containsExactlyInAnyOrder(
            "albumen.api.token", "albumen.dispatcher.peer-token", "albumen.dispatcher.tokens");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"access-key", "access-key-id", "secret-key", "secret-access-key", "profile"})
  void whatLooksLikeOneIsRefusedByItsNameAlone(String name) {
    AlbumenException refused =
        catchThrowableOfType(
            AlbumenException.class,
            () -> ConfigLoader.load(null, Map.of("albumen.s3." + name, "hunter2")));
    assertThat(refused.line())
        .isEqualTo("BAD_CONFIGURATION: albumen.s3." + name + " is no setting");
  }
}
