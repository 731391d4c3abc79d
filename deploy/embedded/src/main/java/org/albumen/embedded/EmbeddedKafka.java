package org.albumen.embedded;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka broker inside this JVM: one node that is its own controller (KRaft, KIP-500), with share
 * groups (KIP-932); unless told otherwise it is bound to the loopback interface and knows no
 * authentication.
 *
 * <p>The data folder holds everything and survives a restart. One broker may use a folder at a
 * time; several brokers on several folders may live in one JVM. Instances are thread-safe.
 */
public final class EmbeddedKafka implements AutoCloseable {
  static final String HOST = "127.0.0.1";
  private static final int LOWEST_PORT = 20_000;
  private static final int HIGHEST_PORT = 32_768;
  private static final int ATTEMPTS = 100;

  private final KafkaRaftServer server;
  private final Listener door;
  private boolean closed;

  private EmbeddedKafka(KafkaRaftServer server, Listener door) {
    this.server = server;
    this.door = door;
  }

  /**
   * Starts a broker on a free port.
   *
   * @param dataFolder the broker's own folder, created and formatted when it is missing or empty
   * @throws IOException when the broker cannot start; its message says why in one line
   */
  public static EmbeddedKafka start(Path dataFolder) throws IOException {
    return start(dataFolder, 0);
  }

  /**
   * Starts a broker and returns once it accepts clients.
   *
   * @param dataFolder the broker's own folder, created and formatted when it is missing or empty
   * @param port the port for clients, 1 to 65535, or 0 for a free one
   * @throws IOException when the broker cannot start; its message says why in one line
   */
  public static EmbeddedKafka start(Path dataFolder, int port) throws IOException {
    return start(dataFolder, port, Map.of());
  }

  /**
   * Starts a broker with further settings, such as those of TLS and SASL for its clients' listener,
   * which is called {@code CLIENTS}, and which the broker itself uses, too.
   *
   * @param dataFolder the broker's own folder, created and formatted when it is missing or empty
   * @param port the port for clients, 1 to 65535, or 0 for a free one
   * @param more the broker's properties; they win over ours
   * @throws IOException when the broker cannot start; its message says why in one line
   */
  public static EmbeddedKafka start(Path dataFolder, int port, Map<String, String> more)
      throws IOException {
    return start(dataFolder, List.of(Listener.loopback(port == 0 ? freePort() : port)), more);
  }

  /**
   * Starts a broker that others than this machine may see, still without authentication: for a
   * network of one's own.
   *
   * @param doors the first is the broker's own, so it must be able to reach what that one tells
   * @throws IOException when the broker cannot start; its message says why in one line
   */
  public static EmbeddedKafka start(Path dataFolder, List<Listener> doors) throws IOException {
    return start(dataFolder, doors, Map.of());
  }

  private static EmbeddedKafka start(
      Path dataFolder, List<Listener> doors, Map<String, String> more) throws IOException {
    // Asked beforehand because a broker that fails half-way takes half a minute to stop.
    for (Listener door : doors) {
      requireFree(door.port());
    }
    requireUnused(dataFolder);
    format(dataFolder);
    return new EmbeddedKafka(boot(dataFolder, doors, more), doors.get(0));
  }

  /** The address for clients' {@code bootstrap.servers}, as {@code host:port}. */
  public String bootstrapServers() {
    return door.advertisedHost() + ":" + door.advertisedPort();
  }

  /** Stops the broker, keeping its data. Does nothing the second time. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      stop(server);
    }
  }

  private static KafkaRaftServer boot(
      Path dataFolder, List<Listener> doors, Map<String, String> more) throws IOException {
    Map<String, String> settings = BrokerSettings.of(dataFolder, doors, freePort(doors));
    settings.putAll(more);
    KafkaConfig config = new KafkaConfig(settings, false);
    KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
    try {
      server.startup();
      return server;
    } catch (RuntimeException e) {
      stop(server);
      throw new IOException("Kafka cannot start in " + dataFolder + ": " + cause(e), e);
    }
  }

  private static void stop(KafkaRaftServer server) {
    server.shutdown();
    server.awaitShutdown();
  }

  private static void format(Path dataFolder) throws IOException {
    if (Files.exists(dataFolder.resolve("meta.properties"))) {
      return;
    }
    Formatter formatter =
        new Formatter()
            .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
            .setNodeId(BrokerSettings.NODE_ID)
            .setClusterId(Uuid.randomUuid().toString())
            .setReleaseVersion(MetadataVersion.latestProduction())
            .setControllerListenerName(BrokerSettings.CONTROLLER)
            .setMetadataLogDirectory(dataFolder.toString())
            .addDirectory(dataFolder.toString());
    try {
      formatter.run();
    } catch (Exception e) {
      throw new IOException("Kafka cannot format " + dataFolder + ": " + cause(e), e);
    }
  }

  /** A free port below those that Linux gives to outgoing connections, which could take it. */
  private static int freePort() throws IOException {
    return freePort(List.of());
  }

  /** One that no door will take either: they are not open yet. */
  private static int freePort(List<Listener> doors) throws IOException {
    SplittableRandom random = new SplittableRandom();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = random.nextInt(LOWEST_PORT, HIGHEST_PORT);
      if (isFree(port) && doors.stream().noneMatch(door -> door.port() == port)) {
        return port;
      }
    }
    throw new IOException(
        "Kafka cannot start: no free port from " + LOWEST_PORT + " to " + HIGHEST_PORT);
  }

  private static void requireFree(int port) throws IOException {
    if (!isFree(port)) {
      throw new IOException(
          "Kafka cannot start: port " + port + " is in use; choose another or stop its user");
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  /** Tries the lock file by which Kafka itself guards its folder. */
  private static void requireUnused(Path dataFolder) throws IOException {
    Files.createDirectories(dataFolder);
    try (FileChannel file = FileChannel.open(dataFolder.resolve(".lock"), CREATE, WRITE);
        FileLock lock = file.tryLock()) {
      if (lock != null) {
        return;
      }
    } catch (OverlappingFileLockException e) {
      // Held by a broker of this JVM.
    }
    throw new IOException(
        "Kafka cannot start: another broker is using "
            + dataFolder
            + "; stop it or choose another folder");
  }

  private static String cause(Throwable failure) {
    Throwable root = failure;
    for (@Nullable Throwable t = failure; t != null; t = t.getCause()) {
      root = t;
    }
    String message = root.getMessage();
    return message == null ? root.getClass().getSimpleName() : message;
  }
}
