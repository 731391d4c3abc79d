package org.albumen.dispatcher.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.albumen.common.codec.Json;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.dispatcher.view.JobQuery;
import org.albumen.dispatcher.view.JobState;
import org.albumen.dispatcher.view.JobView;
import org.jspecify.annotations.Nullable;

/** What {@link InventedApi} answers. */
final class InventedRoutes {
  private static final int EVERY = 1000;

  private final Archive archive;
  private final InventedOrders orders;
  private final Optional<Path> results;

  InventedRoutes(Archive archive, Optional<Path> results) {
    this.archive = archive;
    this.orders = new InventedOrders(archive);
    this.results = results;
  }

  @SuppressWarnings("ArrayRecordComponent") // Written once, and read once.
  record Answer(int status, String type, byte[] body) {
    static Answer json(int status, Object value) {
      return new Answer(status, "application/json", Json.write(value));
    }
  }

  Answer answer(HttpExchange exchange) throws IOException, AlbumenException {
    List<String> path = List.of(exchange.getRequestURI().getPath().substring(1).split("/"));
    Map<String, String> query = query(exchange);
    byte[] body = exchange.getRequestBody().readAllBytes();
    String route = exchange.getRequestMethod() + " " + path.get(0);
    return switch (route) {
      case "POST batches" ->
          path.size() == 1
              ? orders.submit(body, query)
              : orders.order(path, Json.readLenient(json(body), JsonNode.class));
      case "GET batches" -> path.size() == 1 ? list(query) : show(path, query);
      case "DELETE batches" -> forget(path);
      case "GET recipes" -> Answer.json(200, Map.of("items", InventedAnswers.recipes()));
      case "GET backlog" -> Answer.json(200, InventedAnswers.backlog(archive));
      case "GET me" ->
          Answer.json(
              200,
              Map.of(
                  "name",
                  "ada",
                  "roles",
                  List.of("read", "submit", "operate"),
                  "authentication",
                  "none"));
      case "GET dead-letters" ->
          Answer.json(200, Map.of("items", InventedAnswers.letters(archive)));
      case "POST dead-letters" ->
          Answer.json(200, Map.of("replayed", 1, "resolvedBefore", 0, "refused", 0));
      default -> throw new AlbumenException(FailureCode.BAD_ARGUMENT, "no route " + route);
    };
  }

  private Answer list(Map<String, String> query) {
    return Answer.json(200, archive.batches(null, query.get("after"), limit(query)));
  }

  private Answer show(List<String> path, Map<String, String> query)
      throws IOException, AlbumenException {
    String id = path.get(1);
    if (path.size() == 2) {
      return Answer.json(200, archive.get(id).view());
    }
    if (path.get(2).equals("report")) {
      return Answer.json(
          200,
          Map.of("batch", archive.get(id).view(), "rejectedRows", archive.rejectedRows(id, EVERY)));
    }
    if (path.size() == 3) {
      return Answer.json(200, archive.jobs(id, wanted(query), query.get("after"), limit(query)));
    }
    JobView job =
        archive
            .job(id, path.get(3))
            .orElseThrow(
                () -> new AlbumenException(FailureCode.JOB_NOT_FOUND, "no job " + path.get(3)));
    if (path.size() == 4) {
      return Answer.json(
          200,
          Map.of(
              "job",
              job,
              "links",
              Map.of(
                  "source",
                  "https://s3.invalid/source",
                  "result",
                  "https://s3.invalid/result",
                  "sidecar",
                  "https://s3.invalid/sidecar"),
              "linksExpireAt",
              Instant.now()));
    }
    Pictures picture = Pictures.of(job.source());
    if (path.get(4).equals("sidecar")) {
      Optional<Path> real = picture.found(results, "json");
      return real.isPresent()
          ? new Answer(200, "application/json", Files.readAllBytes(real.get()))
          : Answer.json(200, InventedAnswers.sidecar(job));
    }
    return new Answer(
        200,
        "image/jpeg",
        path.get(5).equals("source") ? picture.before(results) : picture.after(results));
  }

  private Answer forget(List<String> path) {
    archive.forget(path.get(1));
    return new Answer(204, "application/json", new byte[0]);
  }

  private static JobQuery wanted(Map<String, String> query) {
    return new JobQuery(
        query.containsKey("state")
            ? JobState.valueOf(query.get("state").toUpperCase(Locale.ROOT))
            : null,
        query.containsKey("code") ? FailureCode.valueOf(query.get("code")) : null,
        query.containsKey("review"));
  }

  private static int limit(Map<String, String> query) {
    return Integer.parseInt(query.getOrDefault("limit", "50"));
  }

  private static byte[] json(byte[] body) {
    return body.length == 0 ? new byte[] {'{', '}'} : body;
  }

  private static Map<String, String> query(HttpExchange exchange) {
    Map<String, String> query = new LinkedHashMap<>();
    @Nullable String raw = exchange.getRequestURI().getRawQuery();
    if (raw != null) {
      for (String part : raw.split("&", -1)) {
        String[] pair = part.split("=", 2);
        query.put(
            pair[0], URLDecoder.decode(pair.length > 1 ? pair[1] : "", StandardCharsets.UTF_8));
      }
    }
    return query;
  }
}
