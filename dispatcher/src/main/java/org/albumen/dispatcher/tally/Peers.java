package org.albumen.dispatcher.tally;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.albumen.common.codec.Json;
import org.albumen.common.failure.AlbumenException;
import org.apache.kafka.streams.state.HostInfo;

/** Asks other dispatchers over HTTP, see {@link PeerRoutes}. Safe for use by several threads. */
final class Peers {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int OK = 200;

  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(Duration.ofSeconds(2))
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final String scheme;
  private final Optional<String> token;

  /**
   * For dispatchers whose addresses have the scheme.
   *
   * @param token sent to them, when there is one
   */
  Peers(String scheme, Optional<String> token) {
    this.scheme = scheme;
    this.token = token;
  }

  /** The dispatcher at an address. */
  Answering at(HostInfo host) {
    return question -> ask(host, question);
  }

  private Answer ask(HostInfo host, Question question) throws AlbumenException {
    String where = host.host() + ":" + host.port();
    URI uri = URI.create(scheme + "://" + where + PeerRoutes.PATH + "?" + encoded(question));
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(PATIENCE);
    token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
    try {
      HttpResponse<byte[]> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      if (response.statusCode() != OK) {
        throw StreamsShelves.notReady(
            "the dispatcher at " + where + " answers " + response.statusCode(), null);
      }
      return Json.readLenient(response.body(), Answer.class);
    } catch (IOException e) {
      throw StreamsShelves.notReady("the dispatcher at " + where + " does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw StreamsShelves.notReady("interrupted", e);
    }
  }

  private static String encoded(Question question) {
    return parameters(question).entrySet().stream()
        .map(p -> p.getKey() + "=" + URLEncoder.encode(p.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static Map<String, String> parameters(Question question) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("kind", question.kind().name());
    all.put("batch", question.batch());
    all.put("job", question.job());
    all.put("limit", Integer.toString(question.limit()));
    all.put("review", Boolean.toString(question.query().toReview()));
    all.put(
        "partitions",
        question.partitions().stream().map(String::valueOf).collect(Collectors.joining(",")));
    if (question.tenant() != null) {
      all.put("tenant", question.tenant());
    }
    if (question.after() != null) {
      all.put("after", question.after());
    }
    if (question.query().state() != null) {
      all.put("state", question.query().state().name());
    }
    if (question.query().code() != null) {
      all.put("code", question.query().code().name());
    }
    return all;
  }
}
