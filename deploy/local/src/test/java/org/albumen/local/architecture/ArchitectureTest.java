package org.albumen.local.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code dispatcher -> common <- worker -> models}; only deploy/* may see all. */
class ArchitectureTest {
  private static final String KAFKA = "org.apache.kafka..";
  private static final String S3 = "software.amazon..";
  private static final String DJL = "ai.djl..";

  private static JavaClasses albumen;

  @BeforeAll
  static void read() {
    albumen =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.albumen");
  }

  /** A rule about classes that are not there would hold whatever the code does. */
  @ParameterizedTest
  @ValueSource(strings = {"common", "models", "worker", "dispatcher", "embedded", "local"})
  void everyModuleIsSeen(String module) {
    assertThat(albumen.that(resideInAnyPackage("org.albumen." + module + ".."))).isNotEmpty();
  }

  @Test
  void commonKnowsNoOtherModuleAndNoNetwork() {
    noClasses()
        .that()
        .resideInAPackage("org.albumen.common..")
        .should()
        .dependOnClassesThat(othersThan("common").or(resideInAnyPackage(DJL, "ai.onnxruntime..")))
        .check(albumen);
  }

  @Test
  void modelsKnowsNeitherKafkaNorS3NorAnotherModule() {
    noClasses()
        .that()
        .resideInAPackage("org.albumen.models..")
        .should()
        .dependOnClassesThat(
            othersThan("models").or(resideInAnyPackage(KAFKA, S3, "io.cloudevents..")))
        .check(albumen);
  }

  @Test
  void dispatcherKnowsCommonAlone() {
    noClasses()
        .that()
        .resideInAPackage("org.albumen.dispatcher..")
        .should()
        .dependOnClassesThat(othersThan("dispatcher", "common").or(resideInAnyPackage(DJL)))
        .check(albumen);
  }

  @Test
  void workerKnowsCommonAndModelsAlone() {
    noClasses()
        .that()
        .resideInAPackage("org.albumen.worker..")
        .should()
        .dependOnClassesThat(othersThan("worker", "common", "models"))
        .check(albumen);
  }

  @Test
  void theEmbeddedServicesKnowNoOtherModule() {
    noClasses()
        .that()
        .resideInAPackage("org.albumen.embedded..")
        .should()
        .dependOnClassesThat(othersThan("embedded"))
        .check(albumen);
  }

  @Test
  void theEngineIsKnownToModelsAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackages("org.albumen.models..", "org.albumen.bench..")
        .should()
        .dependOnClassesThat(resideInAnyPackage(DJL, "ai.onnxruntime.."))
        .check(albumen);
  }

  @ParameterizedTest
  @ValueSource(strings = {"common", "models", "worker", "dispatcher", "embedded", "local"})
  void noPackagesOfAModuleGoRoundInCircles(String module) {
    slices()
        .matching("org.albumen." + module + ".(*)..")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .check(albumen);
  }

  @Test
  void aClassIsNamedAfterWhatItIs() {
    classes()
        .that()
        .resideInAPackage("org.albumen..")
        .should()
        .haveNameNotMatching(".*(Utils?|Helper|Manager|Impl)(\\$.*)?")
        .check(albumen);
  }

  @Test
  void aPackageIsNamedAfterAStageOfTheWork() {
    noClasses()
        .should()
        .resideInAnyPackage("..util..", "..utils..", "..helper..", "..manager..", "..impl..")
        .check(albumen);
  }

  private static DescribedPredicate<JavaClass> othersThan(String... modules) {
    String[] allowed = new String[modules.length];
    for (int i = 0; i < modules.length; i++) {
      allowed[i] = "org.albumen." + modules[i] + "..";
    }
    return resideInAnyPackage("org.albumen..").and(resideOutsideOfPackages(allowed));
  }
}
