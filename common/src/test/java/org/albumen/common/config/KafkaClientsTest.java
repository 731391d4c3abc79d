package org.albumen.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaClientsTest {
  private static final String MARKER = "hunter2-marker";

  @Test
  @Timeout(60)
  void nobodyListeningIsSaidInOneLine() throws Exception {
    // Given
    int port = closedPort();
    KafkaClients clients =
        clients(
            Map.of(
                "albumen.kafka.bootstrap-servers",
                "127.0.0.1:" + port,
                "albumen.kafka.connect-timeout",
                "500ms"));

    // When
    AlbumenException refused = catchThrowableOfType(AlbumenException.class, clients::ping);

    // Then
    assertThat(refused.code()).isEqualTo(FailureCode.KAFKA_UNAVAILABLE);
    assertThat(refused.getMessage()).startsWith("no broker answers at 127.0.0.1:" + port);
  }

  @Test
  @Timeout(60)
  void anAdminClosesAtOnceWhateverAMuteBrokerOwes() throws Exception {
    // Given a broker that takes connections and never says anything
    try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Admin admin =
          clients(
                  Map.of(
                      "albumen.kafka.bootstrap-servers",
                      "127.0.0.1:" + mute.getLocalPort(),
                      "albumen.kafka.connect-timeout",
                      "10m"))
              .admin();
      KafkaFuture<String> asked = admin.describeCluster().clusterId();

      // When
      admin.close();

      // Then
      assertThatThrownBy(() -> asked.get(50, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"max.block.ms=300", "request.timeout.ms=250,max.block.ms=300"})
  @Timeout(50)
  void anImpatientProducerGivesUpBeforeKafkasMinute(String passedOn) throws Exception {
    // Given
    Map<String, String> settings = new HashMap<>();
    settings.put("albumen.kafka.bootstrap-servers", "127.0.0.1:" + closedPort());
    for (String each : passedOn.split(",", -1)) {
      settings.put(
          "albumen.kafka.client." + each.substring(0, each.indexOf('=')),
          each.substring(each.indexOf('=') + 1));
    }

    // When, Then: whatever is passed on goes together with our own limits
    try (Producer<byte[], byte[]> producer =
        clients(settings).producer("test", Duration.ofMillis(400))) {
      assertThatThrownBy(() -> producer.send(new ProducerRecord<>("topic", new byte[1])).get())
          .hasRootCauseInstanceOf(org.apache.kafka.common.errors.TimeoutException.class);
    }
  }

  @Test
  void whatIsPassedOnReachesTheClient() throws Exception {
    // Given: the client itself refuses the value, so it has come through.
    KafkaClients clients = clients(Map.of("albumen.kafka.client.security.protocol", "PIGEON"));

    // When
    AlbumenException refused = catchThrowableOfType(AlbumenException.class, clients::ping);

    // Then
    assertThat(refused.code()).isEqualTo(FailureCode.BAD_CONFIGURATION);
    assertThat(refused.getMessage()).startsWith("albumen.kafka: ").contains("security.protocol");
  }

  @Test
  void anAddressThatIsNoneIsASettingToMend() throws Exception {
    // Given
    KafkaClients clients = clients(Map.of("albumen.kafka.bootstrap-servers", "no port"));

    // When
    AlbumenException refused = catchThrowableOfType(AlbumenException.class, clients::ping);

    // Then
    assertThat(refused.code()).isEqualTo(FailureCode.BAD_CONFIGURATION);
    assertThat(refused.getMessage()).contains("bootstrap.servers");
  }

  /**
   * Every setting of Kafka's clients that is a password, some that Kafka does not know, and JAAS
   * configurations over which its parser stumbles at the password.
   */
  static Stream<Map<String, String>> secretSettings() {
    String sasl = "albumen.kafka.client.sasl.";
    Map<String, String> all = new HashMap<>();
    ProducerConfig.configDef().configKeys().values().stream()
        .filter(key -> key.type == ConfigDef.Type.PASSWORD)
        .forEach(key -> all.put("albumen.kafka.client." + key.name, MARKER));
    all.put("albumen.kafka.client.basic.auth.user.info", "me:" + MARKER);
    all.put("albumen.kafka.client.plugin.api.token", MARKER);
    all.remove(sasl + "jaas.config");
    return Stream.concat(
        Stream.of(all),
        Stream.of(
                "o.a.Login required username=\"u\" password=\"p\" " + MARKER + ";",
                "o.a.Login required password=\"" + MARKER + "\"",
                "o.a.Login " + MARKER + " password=p;",
                MARKER,
                MARKER + " required;",
                "o.a.Login required user name=" + MARKER + ";")
            .map(
                jaas ->
                    Map.of(
                        sasl + "jaas.config",
                        jaas,
                        sasl + "mechanism",
                        "PLAIN",
                        "albumen.kafka.client.security.protocol",
                        "SASL_PLAINTEXT")));
  }

  @ParameterizedTest
  @MethodSource("secretSettings")
  @Timeout(60)
  void noSecretIsSaidOrLogged(Map<String, String> secret) throws Exception {
    // Given
    Map<String, String> settings = new HashMap<>(secret);
    settings.put("albumen.kafka.bootstrap-servers", "127.0.0.1:" + closedPort());
    settings.put("albumen.kafka.connect-timeout", "300ms");
    KafkaClients clients = clients(settings);

    // When
    List<String> said = new ArrayList<>();
    try (Heard heard = Heard.everything()) {
      List<Callable<AutoCloseable>> all =
          List.of(
              () -> {
                clients.ping();
                return () -> {};
              },
              clients::admin,
              () -> clients.producer("p"),
              clients::reader,
              () -> clients.shareConsumer("s"));
      for (Callable<AutoCloseable> client : all) {
        try {
          client.call().close();
        } catch (Exception e) {
          StringWriter trace = new StringWriter();
          e.printStackTrace(new PrintWriter(trace));
          said.add(trace.toString());
        }
      }

      // Then: Kafka has logged its settings, and every client that failed has said why
      assertThat(heard.lines()).anyMatch(line -> line.contains("security.protocol = "));
      assertThat(said).isNotEmpty();
      assertThat(heard.lines()).noneMatch(line -> line.contains(MARKER));
      assertThat(said).noneMatch(line -> line.contains(MARKER));
    }
  }

  @Test
  void whatIsNoSecretIsStillSaid() throws Exception {
    // Given
    KafkaClients clients =
        clients(
            Map.of(
                "albumen.kafka.client.max.block.ms", "soon",
                "albumen.kafka.client.ssl.key.password", "soon after"));

    // When
    KafkaException refused =
        catchThrowableOfType(KafkaException.class, () -> clients.producer("p"));

    // Then
    assertThat(refused.getMessage()).contains("max.block.ms").contains("number");
  }

  private static KafkaClients clients(Map<String, String> settings) throws AlbumenException {
    return new KafkaClients(ConfigLoader.load(null, Map.of(), settings).kafka());
  }

  private static int closedPort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
