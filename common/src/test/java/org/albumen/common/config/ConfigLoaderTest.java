package org.albumen.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigLoaderTest {
  @TempDir Path folder;

  @Test
  void withoutAnyWordTheDefaultsHold() throws Exception {
    // Given
    Map<String, String> nothing = Map.of();

    // When
    AlbumenConfig config = ConfigLoader.load(null, nothing, nothing);

    // Then
    assertThat(config.kafka().bootstrapServers()).isEqualTo("localhost:9092");
    assertThat(config.kafka().connectTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.kafka().client()).isEmpty();
    assertThat(config.s3().endpoint()).isEmpty();
    assertThat(config.s3().pathStyle()).isFalse();
    assertThat(config.worker().lanes()).isEqualTo(3);
    assertThat(config.worker().threads()).isEmpty();
    assertThat(config.worker().maxSourceBytes()).isEqualTo(1L << 30);
    assertThat(config.worker().scratch()).isEmpty();
    assertThat(config.worker().name()).isEmpty();
    assertThat(config.worker().retry().attempts()).isEqualTo(3);
    assertThat(config.worker().breaker().openFor()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.worker().limits().make()).isEqualTo(Duration.ofHours(6));
    assertThat(config.worker().interactiveLanes()).isEqualTo(1);
    assertThat(config.dispatcher().httpPort()).isEqualTo(8080);
    assertThat(config.dispatcher().pageSize()).isEqualTo(12_500);
    assertThat(config.dispatcher().licences())
        .containsExactly("permissive", "non-commercial", "unknown");
    assertThat(config.dispatcher().intake().topic()).isEmpty();
    assertThat(config.api().url()).hasToString("http://127.0.0.1:8080");
    assertThat(config.models().cache()).isEmpty();
    assertThat(config.recipes().folder()).isEmpty();
  }

  @Test
  void environmentWinsOverTheFileAndTheCommandLineOverBoth() throws Exception {
    // Given
    Path file =
        file(
            "albumen.worker.lanes=4",
            "albumen.worker.max-pixels=64000",
            "albumen.worker.pool=aus-datei",
            "albumen.worker.name=é");
    Map<String, String> environment =
        Map.of("ALBUMEN_WORKER_LANES", "5", "ALBUMEN_WORKER_MAX_PIXELS", "65000", "PATH", "/bin");
    Map<String, String> overrides = Map.of("albumen.worker.lanes", "6");

    // When
    AlbumenConfig config = ConfigLoader.load(file, environment, overrides);

    // Then
    assertThat(config.worker().lanes()).isEqualTo(6);
    assertThat(config.worker().maxPixels()).isEqualTo(65_000);
    assertThat(config.worker().pool()).isEqualTo("aus-datei");
    assertThat(config.worker().name()).contains("é");
  }

  @Test
  void anEmptyWordOnTheCommandLineTakesASettingBack() throws Exception {
    // Given
    Path file = file("albumen.s3.source-buckets=scans", "albumen.worker.name=anna");
    Map<String, String> environment = Map.of("ALBUMEN_WORKER_NAME", "");

    // When
    AlbumenConfig config =
        ConfigLoader.load(file, environment, Map.of("albumen.s3.source-buckets", ""));

    // Then
    assertThat(config.s3().sourceBuckets()).isEmpty();
    assertThat(config.worker().name()).contains("anna");
  }

  @Test
  void theFileCanBeNamedByTheEnvironment() throws Exception {
    // Given
    Path file = file("albumen.s3.endpoint=http://127.0.0.1:9000", "albumen.s3.path-style=true");

    // When
    AlbumenConfig config =
        ConfigLoader.load(null, Map.of("ALBUMEN_CONFIG", file.toString()), Map.of());

    // Then
    assertThat(config.s3().endpoint()).hasToString("Optional[http://127.0.0.1:9000]");
    assertThat(config.s3().pathStyle()).isTrue();
  }

  @Test
  void everySettingHasAVariable() throws Exception {
    // Given
    Map<String, String> environment =
        Map.of(
            "ALBUMEN_KAFKA_BOOTSTRAP_SERVERS", "k:1",
            "ALBUMEN_S3_CONNECT_TIMEOUT", "1s",
            "ALBUMEN_WORKER_MAX_PIXELS", "7",
            "ALBUMEN_WORKER_HTTP_PORT", "0",
            "ALBUMEN_WORKER_BREAKER_FAILURE_RATE", "70",
            "ALBUMEN_DISPATCHER_INTAKE_TOPIC", "uploads",
            "ALBUMEN_API_URL", "https://albumen.example",
            "ALBUMEN_MODELS_CACHE", "/var/models",
            "ALBUMEN_RECIPES_FOLDER", "/etc/recipes");

    // When
    AlbumenConfig config = ConfigLoader.load(null, environment, Map.of());

    // Then
    assertThat(config.kafka().bootstrapServers()).isEqualTo("k:1");
    assertThat(config.s3().connectTimeout()).isEqualTo(Duration.ofSeconds(1));
    assertThat(config.worker().maxPixels()).isEqualTo(7);
    assertThat(config.worker().httpPort()).isZero();
    assertThat(config.worker().breaker().failureRate()).isEqualTo(70);
    assertThat(config.dispatcher().intake().topic()).contains("uploads");
    assertThat(config.api().url()).hasToString("https://albumen.example");
    assertThat(config.models().cache()).contains(Path.of("/var/models"));
    assertThat(config.recipes().folder()).contains(Path.of("/etc/recipes"));
  }

  @Test
  void anUnknownNameIsRefusedByTheNameUnderWhichItWasGiven() throws Exception {
    Path file = file("albumen.worker.lane=3");
    assertThat(refusal(file, Map.of(), Map.of()))
        .isEqualTo("albumen.worker.lane in " + file + " is no setting");
    assertThat(refusal(null, Map.of("ALBUMEN_WORKER_LANE", "3"), Map.of()))
        .isEqualTo("ALBUMEN_WORKER_LANE is no setting");
    assertThat(refusal(null, Map.of("ALBUMEN_DISPATCHER_PORTS", "3"), Map.of()))
        .isEqualTo("ALBUMEN_DISPATCHER_PORTS is no setting");
    assertThat(refusal(null, Map.of(), Map.of("albumen.worker.lane", "3")))
        .isEqualTo("albumen.worker.lane is no setting");
    Path bare = file("worker.lanes=3");
    assertThat(refusal(bare, Map.of(), Map.of()))
        .isEqualTo("worker.lanes in " + bare + " is no setting");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALBUMEN_HOME",
        "ALBUMEN_WORKER_SERVICE_HOST",
        "ALBUMEN_WORKER_SERVICE_PORT",
        "ALBUMEN_WORKER_SERVICE_PORT_METRICS",
        "ALBUMEN_WORKER_PORT",
        "ALBUMEN_DISPATCHER_SERVICE_HOST",
        "ALBUMEN_DISPATCHER_PORT_8080_TCP",
        "ALBUMEN_KAFKA_PORT_9092_TCP",
        "ALBUMEN_KAFKA_PORT_9092_TCP_ADDR",
      })
  void variablesThatAreNotOursAreLeftAlone(String name) throws Exception {
    assertThat(ConfigLoader.load(null, Map.of(name, "tcp://10.0.0.1:9464"), Map.of()).worker())
        .isNotNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "albumen.worker.lanes          | many   | must be a whole number, not 'many'",
        "albumen.worker.lanes          | 2.5    | must be a whole number, not '2.5'",
        "albumen.worker.lanes          | 0      | must be 1 to 1000, not 0",
        "albumen.worker.threads        | x      | must be a whole number, not 'x'",
        "albumen.worker.threads        | -1     | must be 1 to 1024, not -1",
        "albumen.worker.max-pixels     | 0      | must be 1 to 2147483647, not 0",
        "albumen.worker.max-source-bytes | 0    | must be at least 1, not 0",
        "albumen.worker.max-deliveries | 11     | must be 2 to 10, not 11",
        "albumen.worker.http-port      | 65536  | must be 0 to 65535, not 65536",
        "albumen.worker.pool           | A b    | must be lower-case letters, digits and hyphens, not 'A b'",
        "albumen.s3.path-style         | yes    | must be true or false, not 'yes'",
        "albumen.s3.endpoint           | ::x    | must be an address such as http://host:9000, not '::x'",
        "albumen.s3.endpoint | localhost:9000 | must be an address such as http://host:9000, not localhost:9000",
        "albumen.s3.max-attempts       | 0      | must be 1 to 20, not 0",
        "albumen.s3.read-timeout       | 0s     | must be longer than nothing and at most 24 days, not PT0S",
        "albumen.worker.lock           | soon   | must be a duration such as 30s, 500ms or PT1M30S, not 'soon'",
        "albumen.worker.lock           | P99999999D | must be longer than nothing and at most 24 days, not PT2399999976H",
        "albumen.worker.grace          | PT-1S  | must not be negative",
        "albumen.worker.retry.attempts | 0      | must be 1 to 100, not 0",
        "albumen.worker.retry.longest-pause | 100ms | must not be shorter than first-pause, not PT0.1S",
        "albumen.worker.breaker.least-calls | 21 | must be 1 to 20, not 21",
        "albumen.worker.breaker.failure-rate | 101 | must be 1 to 100, not 101",
        "albumen.worker.breaker.longest-open | 9s | must not be shorter than open-for, not PT9S",
        "albumen.worker.interactive-lanes | 1001 | must be 0 to 1000, not 1001",
        "albumen.dispatcher.http-port  | 65536  | must be 0 to 65535, not 65536",
        "albumen.dispatcher.address | host:8080 | must be an address such as http://host:8080",
        "albumen.dispatcher.expanders  | -1     | must be 0 to 64, not -1",
        "albumen.dispatcher.page-size  | 0      | must be 1 to 100000, not 0",
        "albumen.dispatcher.backlog-ceiling | 0 | must be at least 1, not 0",
        "albumen.dispatcher.max-body   | 1      | must be 1024 to 16777216, not 1",
        "albumen.dispatcher.link-ttl   | 8d     | must be at most 7 days",
        "albumen.dispatcher.licences   | free   | must be of permissive, non-commercial and unknown",
        "albumen.dispatcher.gpu-hour-price | -1 | must not be negative",
        "albumen.api.url               | ftp://host | must be an address such as http://host:8080",
        "albumen.worker.limits.make    | 0s     | must be longer than nothing and at most 24 days, not PT0S",
      })
  void aWrongValueIsNamedInOneLine(String name, String value, String expected) {
    assertThat(refusal(null, Map.of(), Map.of(name, value))).isEqualTo(name + " " + expected);
  }

  @Test
  void anEmptyValueIsAsGoodAsNone() throws Exception {
    // Given
    Path file = file("albumen.worker.pool=", "albumen.worker.lanes=7", "albumen.s3.endpoint=  ");
    Map<String, String> environment =
        Map.of("ALBUMEN_WORKER_LANES", "", "ALBUMEN_CONFIG", "", "ALBUMEN_WORKER_NAME", "");

    // When
    AlbumenConfig config = ConfigLoader.load(file, environment, Map.of());

    // Then
    assertThat(config.worker().pool()).isEqualTo("photo");
    assertThat(config.worker().lanes()).isEqualTo(7);
    assertThat(config.worker().name()).isEmpty();
    assertThat(config.s3().endpoint()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "PT45S, PT45S",
    "30s, PT30S",
    "1500ms, PT1.5S",
    "2m, PT2M",
    "1h, PT1H",
    "1d, PT24H",
    "' 9 s ', PT9S"
  })
  void durationsAreShortOrIso(String text, String expected) throws Exception {
    assertThat(
            ConfigLoader.load(null, Map.of(), Map.of("albumen.worker.lock", text)).worker().lock())
        .isEqualTo(Duration.parse(expected));
  }

  @Test
  void kafkasOwnSettingsArePassedOnFromFileAndEnvironment() throws Exception {
    // Given
    String jaas = "org.example.Module required username=\"u\" password=\"a$b{c}${d}\\\\e\";";
    Path file =
        file(
            "albumen.kafka.client.security.protocol=SASL_SSL",
            "albumen.kafka.client.ssl.endpoint.identification.algorithm=",
            "albumen.kafka.client.\"client.rack\"=r1");
    Map<String, String> environment =
        Map.of(
            "ALBUMEN_KAFKA_CLIENT_SASL_JAAS_CONFIG",
            jaas,
            "ALBUMEN_KAFKA_CLIENT_SASL_MECHANISM",
            "PLAIN");

    // When
    AlbumenConfig config = ConfigLoader.load(file, environment, Map.of());

    // Then
    assertThat(config.kafka().client())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "security.protocol", "SASL_SSL",
                "ssl.endpoint.identification.algorithm", "",
                "client.rack", "r1",
                "sasl.jaas.config", jaas,
                "sasl.mechanism", "PLAIN"));
  }

  @Test
  void theEnvironmentWinsOverTheFileInWhatIsPassedOnToo() throws Exception {
    // Given
    Path file = file("albumen.kafka.client.security.protocol=SSL");
    Map<String, String> environment = Map.of("ALBUMEN_KAFKA_CLIENT_SECURITY_PROTOCOL", "PLAINTEXT");

    // When
    AlbumenConfig config = ConfigLoader.load(file, environment, Map.of());

    // Then
    assertThat(config.kafka().client()).isEqualTo(Map.of("security.protocol", "PLAINTEXT"));
  }

  @Test
  void aFileThatCannotBeReadIsNamed() throws Exception {
    Path missing = folder.resolve("missing.properties");
    assertThat(refusal(missing, Map.of(), Map.of())).contains(missing.toString());
    Path latin1 = folder.resolve("latin1.properties");
    Files.write(latin1, new byte[] {'a', '=', (byte) 0xe9});
    assertThat(refusal(latin1, Map.of(), Map.of())).contains(latin1.toString());
    assertThat(refusal(file("a=\\u12"), Map.of(), Map.of())).contains("cannot be read");
  }

  private static String refusal(
      @Nullable Path file, Map<String, String> environment, Map<String, String> overrides) {
    AlbumenException refused =
        catchThrowableOfType(
            AlbumenException.class, () -> ConfigLoader.load(file, environment, overrides));
    assertThat(refused.code()).isEqualTo(FailureCode.BAD_CONFIGURATION);
    return String.valueOf(refused.getMessage());
  }

  private Path file(String... lines) throws Exception {
    return Files.write(
        Files.createTempFile(folder, "albumen", ".properties"), java.util.List.of(lines));
  }
}
