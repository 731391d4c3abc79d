package org.albumen.dispatcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.Map;
import org.albumen.dispatcher.Services;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody at the door, or somebody who never says a word: one line, and soon. */
@Timeout(60)
@SuppressWarnings("NullAway.Init")
class UnavailableIT {
  private static final String[] SUBMIT = {
    "submit", "--direct", "--bucket", "archive", "--recipe", "photo@1", "--to", "results"
  };

  private static int nobody;
  private static ServerSocket mute;

  @BeforeAll
  static void start() throws IOException {
    System.setProperty("aws.accessKeyId", "id");
    System.setProperty("aws.secretAccessKey", "secret");
    mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = free.getLocalPort();
    }
  }

  @AfterAll
  static void stop() throws IOException {
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
    mute.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"events --batch b", "status --direct b"})
  void noBrokerAnswers(String command) {
    expect("KAFKA_UNAVAILABLE: no broker answers at ", kafka(nobody), command.split(" "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "replay --everything", "drop --everything", "show 0-1"})
  void noBrokerAnswersWhoLooksForLetters(String command) {
    expect(
        "KAFKA_UNAVAILABLE: no broker answers at ",
        kafka(nobody),
        ("dead-letters " + command + " --direct").split(" "));
  }

  @Test
  void theBrokerIsMute() {
    expect(
        "KAFKA_UNAVAILABLE: no broker answers at 127.0.0.1:" + mute.getLocalPort(),
        kafka(mute.getLocalPort()),
        "status",
        "--direct",
        "b");
  }

  @Test
  void noBrokerAnswersASubmission() {
    expect("KAFKA_UNAVAILABLE: no broker answers at 127.0.0.1:" + nobody, kafka(nobody), SUBMIT);
  }

  @Test
  void noStoreAnswers() {
    String[] dryRun = withDryRun();
    expect("STORE_UNAVAILABLE: ", s3(nobody), dryRun);
  }

  @Test
  void theStoreIsMute() {
    expect("STORE_UNAVAILABLE: ", s3(mute.getLocalPort()), withDryRun());
  }

  private static void expect(String line, Map<String, String> settings, String... arguments) {
    // When
    Run run = Run.of(Services.withSettings(settings, arguments));
    // Then
    assertThat(run.err()).startsWith("albumen: " + line).hasLineCount(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.exit()).isEqualTo(69);
  }

  private static String[] withDryRun() {
    String[] arguments = Arrays.copyOf(SUBMIT, SUBMIT.length + 1);
    arguments[SUBMIT.length] = "--dry-run";
    return arguments;
  }

  private static Map<String, String> kafka(int port) {
    return Map.of("kafka.bootstrap-servers", "127.0.0.1:" + port, "kafka.connect-timeout", "2s");
  }

  private static Map<String, String> s3(int port) {
    return Map.of(
        "s3.endpoint",
        "http://127.0.0.1:" + port,
        "s3.path-style",
        "true",
        "s3.read-timeout",
        "1s");
  }
}
