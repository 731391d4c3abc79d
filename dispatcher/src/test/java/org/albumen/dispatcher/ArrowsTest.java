package org.albumen.dispatcher;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.query.StateQueryRequest;
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
            "..dispatcher.client..",
            "..dispatcher.view..",
            "..dispatcher.metrics..",
            "..dispatcher.tally..",
            "..dispatcher.backlog..")
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

  /**
   * In Kafka 4.3.1 its locks and those of writes wait for each other, see {@code StreamsShelves}.
   */
  @Test
  void nobodyAsksStreamsByItsQueryApi() {
    noClasses()
        .should()
        .callMethod(KafkaStreams.class, "query", StateQueryRequest.class)
        .check(classes);
  }

  @Test
  void theIntakeStandsAlone() {
    noClasses()
        .that()
        .resideInAPackage("..dispatcher.intake..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("org.albumen.dispatcher..")
                .and(
                    resideOutsideOfPackages(
                        "..dispatcher.intake..",
                        "..dispatcher.metrics..",
                        "..dispatcher.serve..",
                        "..dispatcher.transact..")))
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

  @Test
  void theTrackerStandsOnEventsAndViewsAlone() {
    noClasses()
        .that()
        .resideInAPackage("..dispatcher.tally..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "..dispatcher.submit..",
            "..dispatcher.deadletter..",
            "..dispatcher.backlog..",
            "..dispatcher.read..")
        .check(classes);
    noClasses()
        .that()
        .resideInAPackage("..dispatcher.backlog..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "..dispatcher.submit..",
            "..dispatcher.track..",
            "..dispatcher.tally..",
            "..dispatcher.deadletter..")
        .check(classes);
  }

  @Test
  void whatIsShownKnowsNotWhereItComesFrom() {
    noClasses()
        .that()
        .resideInAnyPackage("..dispatcher.view..", "..dispatcher.metrics..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "..dispatcher.track..",
            "..dispatcher.tally..",
            "..dispatcher.backlog..",
            "org.apache.kafka..")
        .check(classes);
  }

  @Test
  void theApiIsOnTopOfWhatItShowsAndOrders() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "..dispatcher.access..",
            "..dispatcher.frontdoor..",
            "..dispatcher.link..",
            "..dispatcher.order..",
            "..dispatcher.preview..",
            "..dispatcher.submission..",
            "..dispatcher.view..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("..dispatcher.api..", "..dispatcher.cli..", "io.javalin..")
        .check(classes);
  }

  @Test
  void theApiKnowsNeitherTrackerNorExpanders() {
    noClasses()
        .that()
        .resideInAPackage("..dispatcher.api..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("..dispatcher.tally..", "..dispatcher.expand..", "..dispatcher.cli..")
        .check(classes);
  }

  @Test
  void thePartsOfTheApiMakeNoCycle() {
    slices().matching("org.albumen.dispatcher.(**)").should().beFreeOfCycles().check(classes);
  }
}
