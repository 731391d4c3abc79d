package org.albumen.container.service;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.albumen.embedded.EmbeddedKafka;
import org.albumen.embedded.Listener;

/**
 * A broker with two doors: one for the containers of its network, to whom it is {@code kafka:9092},
 * and one for the machine that runs them, to which it is {@code 127.0.0.1} at the port that the
 * environment's {@code HOST_PORT} says. Its data lies in {@code /data} and outlives a restart.
 */
public final class KafkaService {
  private static final String ALL = "0.0.0.0";
  private static final int INSIDE = 9092;
  private static final int OUTSIDE = 9093;

  private KafkaService() {}

  public static void main(String[] arguments) throws IOException {
    int hostPort = Integer.parseInt(System.getenv().getOrDefault("HOST_PORT", "9093"));
    EmbeddedKafka kafka =
        EmbeddedKafka.start(
            Path.of("/data/broker"),
            List.of(
                new Listener("INSIDE", ALL, INSIDE, "kafka", INSIDE),
                new Listener("OUTSIDE", ALL, OUTSIDE, "127.0.0.1", hostPort)));
    Runtime.getRuntime().addShutdownHook(new Thread(kafka::close));
    System.out.println("started");
  }
}
