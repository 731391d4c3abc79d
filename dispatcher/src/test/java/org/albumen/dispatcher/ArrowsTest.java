package org.albumen.dispatcher;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArrowsTest {
  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.albumen.dispatcher");

  @Test
  void theDispatcherKnowsNoWorkerAndNoNetwork() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.albumen.worker..", "org.albumen.models..", "org.albumen.local..", "ai.djl..")
        .check(classes);
  }

  @Test
  void theCommandsAreOnTop() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "..dispatcher.submit..",
            "..dispatcher.track..",
            "..dispatcher.deadletter..",
            "..dispatcher.read..",
            "..dispatcher.client..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("..dispatcher.cli..", "picocli..")
        .check(classes);
  }

  @Test
  void deadLettersKnowNeitherSubmissionsNorProgress() {
    noClasses()
        .that()
        .resideInAPackage("..dispatcher.deadletter..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("..dispatcher.submit..", "..dispatcher.track..")
        .check(classes);
  }

  @Test
  void submittingAndTrackingAreApart() {
    noClasses()
        .that()
        .resideInAPackage("..dispatcher.submit..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("..dispatcher.track..")
        .check(classes);
    noClasses()
        .that()
        .resideInAPackage("..dispatcher.track..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("..dispatcher.submit..")
        .check(classes);
  }

  /** What the client knows of a dispatcher is what the API says. */
  @Test
  void theClientKnowsTheViewsAlone() {
    noClasses()
        .that()
        .resideInAPackage("..dispatcher.client..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("org.albumen.dispatcher..")
                .and(
                    resideOutsideOfPackages(
                        "org.albumen.dispatcher.client..", "org.albumen.dispatcher.view.."))
                .or(resideInAPackage("org.apache.kafka.."))
                .or(resideInAPackage("software.amazon..")))
        .check(classes);
  }
}
