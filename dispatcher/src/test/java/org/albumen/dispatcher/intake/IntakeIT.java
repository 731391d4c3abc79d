package org.albumen.dispatcher.intake;

import static org.albumen.dispatcher.intake.Notifications.minio;
import static org.albumen.dispatcher.intake.Notifications.put;
import static org.albumen.dispatcher.intake.Notifications.sns;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.albumen.common.codec.CloudEventCodec;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.Job;
import org.albumen.common.job.Lane;
import org.albumen.common.recipe.RecipeBook;
import org.albumen.common.topic.Topics;
import org.albumen.dispatcher.Eventually;
import org.albumen.dispatcher.Services;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
@SuppressWarnings("NullAway.Init")
class IntakeIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int MANY = 10_000;
  private static final int KILLS = 3;

  @TempDir private static Path folder;
  private static Services services;

  private final CountedIntake counted = new CountedIntake();

  @BeforeAll
  static void start() throws Exception {
    services = Services.start(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    services.close();
  }

  @Test
  void notificationsBecomeJobsWhateverStandsBetweenThem() throws Exception {
    // Given
    AlbumenConfig config = config("mixed", Lane.INTERACTIVE);
    send(
        "mixed",
        "no notification",
        "{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\",\"Bucket\":\"scans\"}",
        put("inbox/a.tif", "0A"),
        minio("inbox/b.tif", "0A", ""),
        put("inbox/c.0123456789abcdef.png", "0A"),
        sns(put("inbox/d.tif", "0A")),
        put("inbox/a.tif", "09"));

    // When
    try (Intake intake = intake(config)) {
      Eventually.await(
          SOON,
          () -> counted.passedOver().size() == 4 && jobs("mixed", Lane.INTERACTIVE).size() == 3);
      assertThat(intake.healthy()).isTrue();
    }

    // Then
    assertThat(keys(jobs("mixed", Lane.INTERACTIVE)))
        .containsExactlyInAnyOrder("inbox/a.tif", "inbox/b.tif", "inbox/d.tif");
    assertThat(jobs("mixed", Lane.BULK)).isEmpty();
    assertThat(counted.passedOver())
        .isEqualTo(
            Map.of(Reason.MALFORMED, 1, Reason.TEST, 1, Reason.RESULT, 1, Reason.OUTDATED, 1));
    assertThat(accepted("intake-mixed-20261128")).isEqualTo(3);
  }

  @Test
  void theOrderOfEventsIsKnownAfterARestart() throws Exception {
    // Given
    AlbumenConfig config = config("ordered", Lane.BULK);
    send("ordered", put("inbox/a.tif", "0B"));
    try (Intake first = intake(config)) {
      Eventually.await(SOON, () -> jobs("ordered", Lane.BULK).size() == 1);
      assertThat(first.healthy()).isTrue();
    }

    // When
    send("ordered", put("inbox/a.tif", "0A"), put("inbox/b.tif", "0A"));
    try (Intake second = intake(config)) {
      Eventually.await(SOON, () -> jobs("ordered", Lane.BULK).size() == 2);
      assertThat(second.healthy()).isTrue();
    }

    // Then
    assertThat(keys(jobs("ordered", Lane.BULK))).containsExactly("inbox/a.tif", "inbox/b.tif");
    assertThat(counted.passedOver()).containsExactly(Map.entry(Reason.OUTDATED, 1));
  }

  @Test
  void noEventIsLostAndNoneIsDoubledHoweverOftenItIsKilled() throws Exception {
    // Given
    AlbumenConfig config = config("killed", Lane.BULK);
    send(
        "killed",
        IntStream.range(0, MANY)
            .mapToObj(i -> put("inbox/%05d.tif".formatted(i), "0A"))
            .toArray(String[]::new));

    // When it is killed while it works, each time later, and the last goes on in this process
    for (int i = 0; i < KILLS; i++) {
      int before = jobs("killed", Lane.BULK).size();
      Process process = process(config);
      try {
        Eventually.await(SOON, () -> jobs("killed", Lane.BULK).size() > before);
        assertThat(process.isAlive()).isTrue();
      } finally {
        process.destroyForcibly();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      }
      assertThat(jobs("killed", Lane.BULK)).as("killed while it had work").hasSizeLessThan(MANY);
    }
    try (Intake last = intake(config, "killed")) {
      Eventually.await(SOON, () -> jobs("killed", Lane.BULK).size() >= MANY);
      assertThat(last.healthy()).isTrue();
    }

    // Then
    List<String> keys = keys(jobs("killed", Lane.BULK));
    assertThat(keys).hasSize(MANY);
    assertThat(new HashSet<>(keys)).hasSize(MANY);
    assertThat(accepted("intake-killed-20261128")).isEqualTo(MANY);
  }

  @Test
  void twoShareTheWork() throws Exception {
    // Given
    AlbumenConfig config = config("shared", Lane.BULK);

    // When
    try (Intake left = intake(config, "left");
        Intake right = intake(config, "right")) {
      for (int i = 0; i < 5; i++) {
        int batch = i;
        send(
            "shared",
            IntStream.range(0, 100)
                .mapToObj(n -> put("inbox/" + batch + "-" + n + ".tif", "0A"))
                .toArray(String[]::new));
      }
      Eventually.await(SOON, () -> jobs("shared", Lane.BULK).size() >= 500);
      assertThat(left.healthy() && right.healthy()).isTrue();
    }

    // Then
    assertThat(keys(jobs("shared", Lane.BULK))).hasSize(500).doesNotHaveDuplicates();
  }

  @Test
  void withoutATopicThereIsNoneAndWithHalfOfTheSettingsItIsRefused() throws Exception {
    // When
    Optional<Intake> none = Intake.start(services.config(), "none", RecipeBook.builtIn(), counted);

    // Then
    assertThat(none).isEmpty();
    Map<String, String> half = new HashMap<>(services.settings());
    half.put("dispatcher.intake.topic", "uploads");
    AlbumenException refused =
        catchThrowableOfType(
            AlbumenException.class,
            () -> Intake.start(Services.config(half), "half", RecipeBook.builtIn(), counted));
    assertThat(refused.code()).isEqualTo(FailureCode.BAD_CONFIGURATION);
    assertThat(refused).hasMessageContaining("albumen.dispatcher.intake.rules is missing");
  }

  @Test
  void aRuleWhoseNetworksAreNotAllowedIsRefused() throws Exception {
    // Given
    Map<String, String> strict = new HashMap<>(services.settings());
    strict.put("dispatcher.intake.topic", "strict-uploads");
    strict.put(
        "dispatcher.intake.rules",
        config("strict", Lane.BULK).dispatcher().intake().rules().orElseThrow().toString());
    strict.put("dispatcher.licences", "unknown");

    // When
    AlbumenException refused =
        catchThrowableOfType(
            AlbumenException.class,
            () -> Intake.start(Services.config(strict), "strict", RecipeBook.builtIn(), counted));

    // Then
    assertThat(refused.code()).isEqualTo(FailureCode.LICENCE_NOT_ALLOWED);
  }

  /** A topic, a pool and a rule of one name. */
  private static AlbumenConfig config(String name, Lane lane) throws Exception {
    Path rules =
        Files.writeString(
            folder.resolve(name + ".json"),
            String.format(
                Locale.ROOT,
                """
                [{"name":"%s","bucket":"scans","prefix":"inbox/","recipe":"photo@1",
                  "target":{"bucket":"results","prefix":"out/"},"pool":"%s","lane":"%s"}]""",
                name,
                name,
                lane.word()));
    try (Admin admin = services.clients().admin()) {
      admin.createTopics(List.of(new NewTopic(name + "-uploads", 4, (short) 1))).all().get();
    }
    Map<String, String> settings = new HashMap<>(services.settings());
    settings.put("dispatcher.intake.topic", name + "-uploads");
    settings.put("dispatcher.intake.rules", rules.toString());
    return Services.config(settings);
  }

  private Intake intake(AlbumenConfig config) throws AlbumenException {
    return intake(config, "it");
  }

  private Intake intake(AlbumenConfig config, String name) throws AlbumenException {
    return Intake.start(config, name, RecipeBook.builtIn(), counted).orElseThrow();
  }

  private static Process process(AlbumenConfig config) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            IntakeProcess.class.getName(),
            services.bootstrapServers(),
            config.dispatcher().intake().topic().orElseThrow(),
            config.dispatcher().intake().rules().orElseThrow().toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** As MinIO does: the key of a message is that of the object. */
  private static void send(String name, String... notifications) throws Exception {
    List<ProducerRecord<byte[], byte[]>> messages = new ArrayList<>();
    for (String notification : notifications) {
      byte[] key =
          notification
              .replaceAll("(?s).*\"key\\\\?\":\\\\?\"([^\"]*)\".*", "$1")
              .getBytes(StandardCharsets.UTF_8);
      messages.add(
          new ProducerRecord<>(
              name + "-uploads", key, notification.getBytes(StandardCharsets.UTF_8)));
    }
    services.send(messages);
  }

  private static List<Job> jobs(String pool, Lane lane) throws Exception {
    List<Job> jobs = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> message : services.contents(Topics.jobs(pool, lane))) {
      jobs.add(CloudEventCodec.readJob(message));
    }
    return jobs;
  }

  private static List<String> keys(List<Job> jobs) {
    return jobs.stream().map(job -> job.source().ref().name()).toList();
  }

  private static long accepted(String batch) throws Exception {
    long accepted = 0;
    for (ConsumerRecord<byte[], byte[]> message : services.contents(Topics.EVENTS)) {
      accepted += CloudEventCodec.readEvent(message).batchId().equals(batch) ? 1 : 0;
    }
    return accepted;
  }
}
