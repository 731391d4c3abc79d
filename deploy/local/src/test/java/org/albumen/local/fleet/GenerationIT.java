package org.albumen.local.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.albumen.common.codec.Json;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.config.KafkaClients;
import org.albumen.common.config.S3Clients;
import org.albumen.common.digest.Digest;
import org.albumen.common.event.JobEvent;
import org.albumen.common.event.JobFailed;
import org.albumen.common.event.JobSucceeded;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.SeedSource;
import org.albumen.common.job.Target;
import org.albumen.common.recipe.GenerateRecipe;
import org.albumen.common.recipe.RecipeBook;
import org.albumen.common.sidecar.Sidecar;
import org.albumen.common.store.Boundary;
import org.albumen.common.store.ObjectStore;
import org.albumen.common.topic.TopicSetup;
import org.albumen.dispatcher.submit.Seeds;
import org.albumen.dispatcher.submit.Submission;
import org.albumen.dispatcher.submit.Submitter;
import org.albumen.dispatcher.track.EventReader;
import org.albumen.embedded.EmbeddedKafka;
import org.albumen.embedded.EmbeddedS3;
import org.albumen.models.fixture.TinyModels;
import org.albumen.worker.Worker;
import org.albumen.worker.generate.ModelGenerator;
import org.albumen.worker.job.JobListener;
import org.albumen.worker.model.Models;
import org.albumen.worker.restore.ModelRestorer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Images of seeds through broker, store, dispatcher and workers. */
@Timeout(240)
class GenerationIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir private Path folder;
  private Path results;
  private EmbeddedKafka kafka;
  private EmbeddedS3 s3;
  private TinySettings settings;

  @BeforeEach
  void startServices() throws Exception {
    results = Files.createDirectories(folder.resolve("drawn"));
    kafka = EmbeddedKafka.start(folder.resolve("broker"));
    s3 = EmbeddedS3.start(Map.of("drawn", results), Set.of());
    settings = TinySettings.in(folder);
    Models.of(config("setup"))
        .pull(
            List.of(
                TinyModels.GENERATOR,
                TinyModels.BROKEN_GENERATOR,
                TinyModels.FLAT_GENERATOR,
                TinyModels.UPSCALER,
                TinyModels.TENSORS),
            line -> {});
    try (Admin admin = new KafkaClients(config("setup").kafka()).admin()) {
      new TopicSetup(admin).create("photo", 2);
    }
  }

  @AfterEach
  void stopServices() throws IOException {
    s3.close();
    kafka.close();
  }

  @Test
  void seedsSubmittedTwiceGiveOneImageEachWhoeverDrawsIt() throws Exception {
    try (Part anna = new Part("anna");
        Part bert = new Part("bert")) {
      // Given
      submit("first", TinySettings.SEEDS_RECIPE, "0-7");
      List<JobSucceeded> first = successes(ended("first", 8));
      Map<String, String> written = digests();
      // When
      submit("second", TinySettings.SEEDS_RECIPE, "7,0-6");
      List<JobSucceeded> second = successes(ended("second", 8));
      // Then
      assertThat(first).hasSize(8).extracting(JobSucceeded::reused).containsOnly(false);
      assertThat(second).hasSize(8).extracting(JobSucceeded::reused).containsOnly(true);
      assertThat(digests()).isEqualTo(written).hasSize(16);
      assertThat(first).extracting(s -> s.result().sha256()).doesNotHaveDuplicates();
      for (JobSucceeded success : first) {
        assertThatImageIsWhole(success);
      }
      assertThat(List.of(anna.worker.name(), bert.worker.name()))
          .containsAll(first.stream().map(JobSucceeded::worker).toList());
    }
  }

  @Test
  void aKilledWorkersSeedsAreDrawnByAnotherWithTheSameBytes() throws Exception {
    // Given two workers in the midst of a batch
    submit("batch", TinySettings.SEEDS_RECIPE, "0-299");
    try (WorkerProcess first = WorkerProcess.start("first", kafka, s3, settings, folder);
        WorkerProcess second = WorkerProcess.start("second", kafka, s3, settings, folder)) {
      while (finished() < 20) {
        assertThat(first.alive() && second.alive()).as("both workers, see their logs").isTrue();
        Thread.sleep(5);
      }
      // When
      first.kill();
      int atDeath = digests().size();
      List<JobSucceeded> drawn = successes(ended("batch", 300));
      // Then
      assertThat(atDeath).isLessThan(600);
      assertThat(drawn).hasSize(300);
      assertThat(digests()).hasSize(600);
      try (ModelGenerator generator = ModelGenerator.of(config("witness"))) {
        GenerateRecipe recipe = recipe();
        for (JobSucceeded success : drawn) {
          Path again = folder.resolve("again.png");
          generator.generate(recipe, ((SeedSource) success.source()).seed(), again);
          assertThat(Digest.ofFile(again)).isEqualTo(success.result().sha256());
        }
      }
    }
  }

  @Test
  void whatCannotBeDrawnFailsInOneLineWithItsCode() throws Exception {
    Map<String, FailureCode> expected =
        new TreeMap<>(
            Map.of(
                "seeds-nowhere@1", FailureCode.UNKNOWN_MODEL,
                "seeds-upscaler@1", FailureCode.MODEL_MISMATCH,
                "seeds-detector@1", FailureCode.MODEL_MISMATCH,
                "seeds-tensors@1", FailureCode.MODEL_MISMATCH,
                "seeds-truncated@1", FailureCode.MODEL_MISMATCH,
                "seeds-broken@1", FailureCode.MODEL_MISMATCH,
                "seeds-flat@1", FailureCode.OUTPUT_INVALID,
                "tiny@1", FailureCode.MALFORMED_JOB,
                "no-such-recipe@1", FailureCode.UNKNOWN_RECIPE));
    try (Part anna = new Part("anna")) {
      for (Map.Entry<String, FailureCode> one : expected.entrySet()) {
        // When
        String batch = "of-" + one.getKey().replace('@', '.');
        submit(batch, one.getKey(), "7");
        List<JobEvent> ended = ended(batch, 1);
        // Then
        assertThat(ended)
            .as(one.getKey())
            .singleElement()
            .isInstanceOfSatisfying(
                JobFailed.class,
                failed -> {
                  assertThat(failed.code()).as(failed.message()).isEqualTo(one.getValue());
                  assertThat(failed.message()).doesNotContain("\n", "Exception");
                  assertThat(failed.source()).isEqualTo(new SeedSource(7));
                  assertThat(failed.attempts()).isEqualTo(1);
                  assertThat(failed.worker()).isEqualTo(anna.worker.name());
                });
      }
      assertThat(digests()).isEmpty();
    }
  }

  private void assertThatImageIsWhole(JobSucceeded success) throws IOException {
    long seed = ((SeedSource) success.source()).seed();
    Path image = results.resolve(success.result().key());
    assertThat(success.result().key())
        .isEqualTo("faces/seed000" + seed + "." + success.fingerprint().substring(0, 16) + ".png");
    assertThat(Digest.ofFile(image)).isEqualTo(success.result().sha256());
    assertThat(ImageIO.read(image.toFile()).getWidth()).isEqualTo(64);
    Sidecar sidecar =
        Json.read(Files.readAllBytes(results.resolve(success.sidecar().key())), Sidecar.class);
    assertThat(sidecar.source()).isEqualTo(success.source());
    assertThat(sidecar.recipe().reference()).isEqualTo(TinySettings.SEEDS_RECIPE);
    assertThat(sidecar.result()).isEqualTo(success.result());
    assertThat(sidecar.networks())
        .singleElement()
        .satisfies(network -> assertThat(network.name()).isEqualTo(TinyModels.GENERATOR));
  }

  private GenerateRecipe recipe() throws Exception {
    return (GenerateRecipe)
        RecipeBook.offered(config("witness").recipes().folder()).find(TinySettings.SEEDS_RECIPE);
  }

  private void submit(String batch, String recipe, String seeds) throws Exception {
    AlbumenConfig config = config("submit");
    Submission submission =
        new Submission(batch, Seeds.parse(seeds), recipe, new Target("drawn", "faces"), "photo");
    try (ObjectStore store = store(config);
        Producer<byte[], byte[]> producer = new KafkaClients(config.kafka()).producer("submit")) {
      new Submitter(store, Boundary.ANY_BUCKET).submit(submission, producer, soFar -> {});
    }
  }

  /** The ends of a batch's jobs, once there are so many. */
  private List<JobEvent> ended(String batch, int jobs) throws Exception {
    Map<String, JobEvent> ended = new TreeMap<>();
    try (EventReader events =
        EventReader.open(config("reader").kafka(), batch, EventReader.Start.BEGINNING)) {
      events.follow(
          event -> {
            if (event.event().terminal()) {
              ended.putIfAbsent(event.event().id(), event.event());
            }
            return ended.size() < jobs;
          },
          PATIENCE);
    }
    assertThat(ended).hasSize(jobs);
    return List.copyOf(ended.values());
  }

  private static List<JobSucceeded> successes(List<JobEvent> events) {
    List<JobSucceeded> successes = new ArrayList<>();
    for (JobEvent event : events) {
      assertThat(event).isInstanceOf(JobSucceeded.class);
      successes.add((JobSucceeded) event);
    }
    return successes;
  }

  /** How many results and sidecars there are; the store writes others under names of its own. */
  private long finished() throws IOException {
    Path faces = results.resolve("faces");
    if (!Files.isDirectory(faces)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(faces)) {
      return files
          .filter(f -> f.getFileName().toString().matches("seed\\d+\\.[0-9a-f]{16}\\.(png|json)"))
          .count();
    }
  }

  /** Every result and sidecar in the store, with its SHA-256. */
  private Map<String, String> digests() throws IOException {
    Map<String, String> digests = new TreeMap<>();
    Path faces = results.resolve("faces");
    if (Files.isDirectory(faces)) {
      try (Stream<Path> files = Files.list(faces)) {
        for (Path file :
            files.filter(f -> f.getFileName().toString().startsWith("seed")).toList()) {
          digests.put(file.getFileName().toString(), Digest.ofFile(file));
        }
      }
    }
    return digests;
  }

  private AlbumenConfig config(String worker) throws Exception {
    return settings.with(
        Map.of(
            "albumen.kafka.bootstrap-servers",
            kafka.bootstrapServers(),
            "albumen.s3.endpoint",
            s3.endpoint().toString(),
            "albumen.s3.path-style",
            "true",
            "albumen.worker.http-port",
            "0",
            "albumen.worker.name",
            worker));
  }

  private ObjectStore store(AlbumenConfig config) throws Exception {
    return S3Clients.store(
        config.s3(),
        StaticCredentialsProvider.create(
            AwsBasicCredentials.create(s3.accessKey(), s3.secretKey())));
  }

  /** A worker in this JVM with everything that it needs. */
  private final class Part implements AutoCloseable {
    private final ObjectStore store;
    private final ModelRestorer restorer;
    private final ModelGenerator generator;
    private final Worker worker;

    Part(String name) throws Exception {
      AlbumenConfig config = config(name);
      store = store(config);
      restorer = ModelRestorer.of(config);
      generator = ModelGenerator.of(config);
      worker =
          Worker.start(
              config,
              RecipeBook.offered(config.recipes().folder()),
              store,
              restorer,
              generator,
              Optional.empty(),
              JobListener.NONE);
    }

    @Override
    public void close() {
      worker.close();
      generator.close();
      restorer.close();
      store.close();
    }
  }
}
