package org.albumen.local.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.albumen.common.codec.CloudEventCodec;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.config.ConfigLoader;
import org.albumen.common.config.KafkaClients;
import org.albumen.common.job.Job;
import org.albumen.common.job.ObjectSource;
import org.albumen.common.job.Target;
import org.albumen.common.topic.TopicSetup;
import org.albumen.common.topic.Topics;
import org.albumen.embedded.EmbeddedKafka;
import org.albumen.local.cli.Albumen;
import org.albumen.local.documentation.Repository;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * TLS and SASL as the README describes them, tried with a broker that wants both and a worker of
 * its own process; and that no secret comes out of that worker, whatever fails and however much it
 * logs.
 */
@Timeout(400)
class SecuredFleetIT {
  /** In every secret, and in nothing else. */
  private static final String MARKER = "hunter2";

  private static final String USER_PASSWORD = MARKER + "-user";
  private static final String STORE_PASSWORD = MARKER + "-store";
  private static final String BATCH = "secured";
  private static final Pattern PORT = Pattern.compile("http=\"?(\\d+)");

  @TempDir private Path folder;
  private EmbeddedKafka kafka;
  private HttpServer s3;

  @BeforeEach
  void startServices() throws Exception {
    keystores();
    kafka = EmbeddedKafka.start(folder.resolve("broker"), 0, brokerSettings());
    s3 = refusingStore();
    try (Admin admin = new KafkaClients(admin().kafka()).admin()) {
      admin
          .alterUserScramCredentials(
              List.of(
                  new UserScramCredentialUpsertion(
                      "worker",
                      new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096),
                      USER_PASSWORD)))
          .all()
          .get();
      new TopicSetup(admin).create("photo", 1);
    }
  }

  @AfterEach
  void stopServices() throws IOException {
    s3.stop(0);
    kafka.close();
  }

  @Test
  void theDocumentedSettingsWorkAndNoSecretComesOut() throws Exception {
    // Given a job that the store refuses, for the worker's credentials are made up
    Path file = settingsFile(USER_PASSWORD);
    AlbumenConfig config = ConfigLoader.load(file, Map.of());
    Path log = folder.resolve("worker.log");
    Process worker = worker(file, log);
    try {
      publish(config);
      // When
      await(worker, log, () -> contents(config, Topics.DEAD_LETTERS).size() == 1);
      await(worker, log, () -> contents(config, Topics.EVENTS).size() == 1);
      String metrics = get(managementPort(log), "metrics");
      worker.destroy();
      assertThat(worker.waitFor(60, TimeUnit.SECONDS)).isTrue();
      // Then
      String said = Files.readString(log);
      assertThat(said).contains("worker started", "ACCESS_DENIED", "DEBUG");
      assertThat(metrics).contains("code=\"ACCESS_DENIED\"");
      List<String> all = new ArrayList<>(List.of(said, metrics));
      all.addAll(texts(contents(config, Topics.EVENTS)));
      all.addAll(texts(contents(config, Topics.DEAD_LETTERS)));
      assertThat(all).hasSizeGreaterThan(4).noneMatch(text -> text.contains(MARKER));
      assertThat(albumen("events", "--config", file.toString(), "--batch", BATCH))
          .contains("ACCESS_DENIED")
          .doesNotContain(MARKER);
    } finally {
      worker.destroyForcibly();
    }
  }

  @Test
  void aWrongPasswordIsSaidInOneLineAndNotRepeated() throws Exception {
    // Given
    Path log = folder.resolve("worker.log");
    Process worker = worker(settingsFile(MARKER + "-wrong"), log);
    // When
    assertThat(worker.waitFor(120, TimeUnit.SECONDS)).isTrue();
    // Then
    assertThat(worker.exitValue()).isEqualTo(1);
    assertThat(Files.readString(log))
        .containsPattern("(?m)^albumen: BAD_CONFIGURATION: .*Authentication failed")
        .doesNotContain(MARKER);
  }

  /** The README's own example, with the addresses and secrets of this test. */
  private Path settingsFile(String password) throws IOException {
    String readme = Repository.readme();
    int begin = readme.indexOf("```properties\nalbumen.kafka.bootstrap-servers=");
    assertThat(begin).as("the README's example of TLS and SASL").isPositive();
    String example = readme.substring(begin + 14, readme.indexOf("```", begin + 14));
    String settings =
        replaced(example, "kafka.example.org:9093", kafka.bootstrapServers())
            + "\nalbumen.s3.endpoint="
            + "http://127.0.0.1:"
            + s3.getAddress().getPort()
            + "\nalbumen.s3.path-style=true"
            + "\nalbumen.worker.http-port=0"
            + "\nalbumen.kafka.client.plugin.of.ours.token="
            + MARKER
            + "-unknown\n";
    settings = replaced(settings, "password=\"...\"", "password=\"" + password + "\"");
    settings = replaced(settings, "/etc/albumen/truststore.p12", store("trust").toString());
    settings =
        replaced(
            settings, "ssl.truststore.password=...", "ssl.truststore.password=" + STORE_PASSWORD);
    return Files.writeString(folder.resolve("albumen.properties"), settings);
  }

  private static String replaced(String text, String part, String by) {
    assertThat(text).contains(part);
    return text.replace(part, by);
  }

  private Process worker(Path settings, Path log) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Albumen.class.getName(),
            "worker",
            "--config",
            settings.toString());
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(log.toFile());
    builder.environment().put("ALBUMEN_LOG_LEVEL", "TRACE");
    builder.environment().put("AWS_ACCESS_KEY_ID", "AKIAALBUMEN");
    builder.environment().put("AWS_SECRET_ACCESS_KEY", MARKER + "-secret-key");
    builder.environment().put("AWS_SESSION_TOKEN", MARKER + "-session-token");
    return builder.start();
  }

  private static void publish(AlbumenConfig config) throws Exception {
    Job job =
        Job.of(
            BATCH,
            ObjectSource.of("photographs", "a.jpg"),
            "photo@1",
            new Target("restored", ""),
            Instant.now());
    try (Producer<byte[], byte[]> producer = new KafkaClients(config.kafka()).producer("test")) {
      producer.send(CloudEventCodec.job(Topics.jobs("photo"), job, null)).get();
    }
  }

  /** Runs a command in this process; its output and its errors. */
  private static String albumen(String... arguments) {
    StringWriter said = new StringWriter();
    Albumen.commandLine()
        .setOut(new PrintWriter(said))
        .setErr(new PrintWriter(said))
        .execute(arguments);
    return said.toString();
  }

  private static int managementPort(Path log) throws IOException {
    Matcher matcher = PORT.matcher(Files.readString(log));
    assertThat(matcher.find()).as("the worker tells its port").isTrue();
    return Integer.parseInt(matcher.group(1));
  }

  private static String get(int port, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + port + "/" + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static List<String> texts(List<ConsumerRecord<byte[], byte[]>> records) {
    List<String> texts = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      texts.add(new String(record.value(), StandardCharsets.UTF_8));
      record
          .headers()
          .forEach(header -> texts.add(new String(header.value(), StandardCharsets.UTF_8)));
    }
    return texts;
  }

  private static List<ConsumerRecord<byte[], byte[]>> contents(AlbumenConfig config, String topic) {
    List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> reader = new KafkaClients(config.kafka()).reader()) {
      TopicPartition partition = new TopicPartition(topic, 0);
      reader.assign(List.of(partition));
      reader.seekToBeginning(List.of(partition));
      long end = reader.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      while (reader.position(partition) < end) {
        reader.poll(Duration.ofMillis(100)).forEach(all::add);
      }
    }
    return all;
  }

  /**
   * A store that refuses every signature as S3 does: with all that was signed, the session token
   * among it. (S3Proxy knows no session tokens.)
   */
  private static HttpServer refusingStore() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            String signed = String.valueOf(exchange.getRequestHeaders().entrySet());
            byte[] body =
                ("<Error><Code>SignatureDoesNotMatch</Code><Message>No.</Message><CanonicalRequest>"
                        + signed.replace("<", "")
                        + "</CanonicalRequest></Error>")
                    .getBytes(StandardCharsets.UTF_8);
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(403, head ? -1 : body.length);
            if (!head) {
              exchange.getResponseBody().write(body);
            }
          }
        });
    server.start();
    return server;
  }

  private Map<String, String> brokerSettings() {
    String plain =
        "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"broker\""
            + " password=\"inner\" user_broker=\"inner\";";
    Map<String, String> settings = new HashMap<>();
    settings.put("listener.security.protocol.map", "CLIENTS:SASL_SSL,CONTROLLER:PLAINTEXT");
    settings.put("sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-512");
    settings.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
    settings.put("listener.name.clients.plain.sasl.jaas.config", plain);
    settings.put(
        "listener.name.clients.scram-sha-512.sasl.jaas.config",
        "org.apache.kafka.common.security.scram.ScramLoginModule required;");
    settings.put("ssl.keystore.location", store("key").toString());
    settings.put("ssl.keystore.password", STORE_PASSWORD);
    settings.put("ssl.keystore.type", "PKCS12");
    settings.put("ssl.truststore.location", store("trust").toString());
    settings.put("ssl.truststore.password", STORE_PASSWORD);
    settings.put("ssl.truststore.type", "PKCS12");
    return settings;
  }

  private AlbumenConfig admin() throws Exception {
    String client = "albumen.kafka.client.";
    return ConfigLoader.load(
        null,
        Map.of(
            "albumen.kafka.bootstrap-servers",
            kafka.bootstrapServers(),
            client + "security.protocol",
            "SASL_SSL",
            client + "sasl.mechanism",
            "PLAIN",
            client + "sasl.jaas.config",
            "org.apache.kafka.common.security.plain.PlainLoginModule required"
                + " username=\"broker\" password=\"inner\";",
            client + "ssl.truststore.location",
            store("trust").toString(),
            client + "ssl.truststore.password",
            STORE_PASSWORD,
            client + "ssl.truststore.type",
            "PKCS12"));
  }

  /** A key pair of the broker's, and a trust store that knows its certificate. */
  private void keystores() throws Exception {
    Path certificate = folder.resolve("broker.pem");
    keytool(
        "key",
        List.of("-genkeypair", "-keyalg", "RSA", "-keysize", "2048", "-validity", "2"),
        List.of("-dname", "CN=127.0.0.1", "-ext", "SAN=ip:127.0.0.1"));
    keytool("key", List.of("-exportcert", "-rfc"), List.of("-file", certificate.toString()));
    keytool("trust", List.of("-importcert", "-noprompt"), List.of("-file", certificate.toString()));
  }

  private void keytool(String store, List<String> verb, List<String> more) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(verb);
    command.addAll(List.of("-alias", "broker", "-storetype", "PKCS12"));
    command.addAll(List.of("-keystore", store(store).toString(), "-storepass", STORE_PASSWORD));
    command.addAll(more);
    Path log = folder.resolve("keytool.log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(log)).isZero();
  }

  private Path store(String name) {
    return folder.resolve(name + ".p12");
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(Process worker, Path log, Condition condition) throws Exception {
    Instant end = Instant.now().plusSeconds(240);
    while (!condition.holds()) {
      assertThat(worker.isAlive()).as("the worker lives: %s", Files.readString(log)).isTrue();
      assertThat(Instant.now()).as("still waiting").isBefore(end);
      Thread.sleep(200);
    }
  }
}
