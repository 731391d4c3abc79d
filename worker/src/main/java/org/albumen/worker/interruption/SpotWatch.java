package org.albumen.worker.interruption;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the instance metadata service of EC2, version 2, whether the spot instance will be taken
 * away ({@code /latest/meta-data/spot/instance-action}: 404 until it is, then action and time, two
 * minutes ahead), and tells it once. A service that does not answer is no news.
 */
public final class SpotWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SpotWatch.class);
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final String TOKEN_SECONDS = "300";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final Thread thread = new Thread(this::run, "albumen-spot-watch");
  private final URI metadata;
  private final Duration every;
  private final Consumer<Instant> notice;

  private SpotWatch(URI metadata, Duration every, Consumer<Instant> notice) {
    this.metadata = metadata;
    this.every = every;
    this.notice = notice;
    thread.setDaemon(true);
  }

  /**
   * Begins to ask.
   *
   * @param metadata the service's address, {@code http://169.254.169.254} on EC2
   * @param notice told when the instance will be taken away, once at most, on a thread of this
   */
  public static SpotWatch start(URI metadata, Duration every, Consumer<Instant> notice) {
    SpotWatch watch = new SpotWatch(metadata, every, notice);
    watch.thread.start();
    return watch;
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void run() {
    try {
      Optional<Instant> end = look();
      while (end.isEmpty()) {
        Thread.sleep(every.toMillis());
        end = look();
      }
      LOG.atWarn().addKeyValue("at", end.get()).log("the machine will be taken away");
      notice.accept(end.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<Instant> look() throws InterruptedException {
    try {
      return interruption();
    } catch (IOException | DateTimeParseException e) {
      LOG.atDebug().log("no news of the spot instance: {}", e.toString());
      return Optional.empty();
    }
  }

  private Optional<Instant> interruption() throws IOException, InterruptedException {
    HttpResponse<String> token =
        send(
            request("/latest/api/token")
                .header("X-aws-ec2-metadata-token-ttl-seconds", TOKEN_SECONDS)
                .PUT(HttpRequest.BodyPublishers.noBody()));
    HttpResponse<String> action =
        send(
            request("/latest/meta-data/spot/instance-action")
                .header("X-aws-ec2-metadata-token", token.body().strip()));
    if (action.statusCode() != 200) {
      return Optional.empty();
    }
    JsonNode time = JSON.readTree(action.body()).path("time");
    return Optional.of(Instant.parse(time.asText()));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(metadata.resolve(path)).timeout(PATIENCE);
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofString());
  }
}
