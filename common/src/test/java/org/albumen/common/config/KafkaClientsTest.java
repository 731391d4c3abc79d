package org.albumen.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaClientsTest {
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

  private static KafkaClients clients(Map<String, String> settings) throws AlbumenException {
    return new KafkaClients(ConfigLoader.load(null, Map.of(), settings).kafka());
  }

  private static int closedPort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
