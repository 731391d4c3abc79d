package org.albumen.dispatcher.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.albumen.common.codec.Json;
import org.albumen.common.event.Agreement;
import org.albumen.common.event.JobReviewed;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.Lane;
import org.albumen.common.job.Target;
import org.albumen.common.submission.Filter;
import org.albumen.common.submission.Sample;
import org.albumen.common.submission.Selection;
import org.albumen.common.submission.Submission;
import org.albumen.dispatcher.view.BatchView;
import org.albumen.dispatcher.view.JobQuery;
import org.albumen.dispatcher.view.JobState;
import org.albumen.dispatcher.view.JobView;
import org.jspecify.annotations.Nullable;

/** What {@link InventedApi} answers. */
final class InventedRoutes {
  private static final List<String> NAMES =
      List.of(
          "glass/solvay-1927.tif",
          "glass/hopper-1984.tif",
          "glass/nagasaki-boats-1865.tif",
          "glass/astronaut-1993.tif",
          "glass/alpine-landscape-1865.tif");

  private static final int EVERY = 1000;

  private final Archive archive;
  private final Optional<Path> results;

  InventedRoutes(Archive archive, Optional<Path> results) {
    this.archive = archive;
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
              ? submit(body, query)
              : order(path, Json.readLenient(json(body), JsonNode.class));
      case "GET batches" -> path.size() == 1 ? list(query) : show(path, query);
      case "DELETE batches" -> forget(path);
      case "GET recipes" -> Answer.json(200, Map.of("items", recipes()));
      case "GET backlog" -> Answer.json(200, backlog());
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
      case "GET dead-letters" -> Answer.json(200, Map.of("items", letters()));
      case "POST dead-letters" ->
          Answer.json(200, Map.of("replayed", 1, "resolvedBefore", 0, "refused", 0));
      default -> throw new AlbumenException(FailureCode.BAD_ARGUMENT, "no route " + route);
    };
  }

  private Answer submit(byte[] body, Map<String, String> query)
      throws IOException, AlbumenException {
    JsonNode request = Json.readLenient(body, JsonNode.class);
    Selection selection = Json.read(Json.write(request.get("selection")), Selection.class);
    if (request.at("/selection/bucket").asText().equals("nowhere")) {
      throw new AlbumenException(FailureCode.BUCKET_NOT_FOUND, "there is no bucket nowhere");
    }
    if (query.containsKey("dryRun")) {
      return Answer.json(
          200,
          Map.of(
              "jobs",
              1204,
              "bytes",
              31_204_000_000L,
              "skipped",
              3,
              "rejectedRows",
              0,
              "complete",
              true,
              "gpuSeconds",
              7_800));
    }
    Submission submission =
        new Submission(
            request.get("batch").asText(),
            selection,
            Filter.NONE,
            Sample.ALL,
            request.get("recipe").asText(),
            new Target(
                request.at("/target/bucket").asText(), request.at("/target/prefix").asText("")),
            "photo",
            request.path("lane").asText("bulk").equals("interactive")
                ? Lane.INTERACTIVE
                : Lane.BULK,
            Submission.MAX_REJECTED_ROWS,
            request.path("label").asText(null),
            null,
            "ada",
            Instant.now(),
            null);
    return Answer.json(202, archive.add(new InventedBatch(submission, NAMES)).view());
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
    if (path.get(4).equals("sidecar")) {
      return Answer.json(200, sidecar(job));
    }
    Pictures picture = Pictures.of(job);
    return new Answer(
        200,
        "image/jpeg",
        path.get(5).equals("source") ? picture.before() : picture.after(results));
  }

  private Answer order(List<String> path, JsonNode body) throws AlbumenException {
    InventedBatch batch = archive.get(path.get(1));
    switch (path.get(path.size() - 1)) {
      case "cancel" -> batch.cancel();
      case "review" -> {
        batch.review(
            path.get(3),
            JobReviewed.Verdict.valueOf(body.get("verdict").asText().toUpperCase(Locale.ROOT)),
            body.path("note").asText(null));
        return new Answer(204, "application/json", new byte[0]);
      }
      default -> {
        List<FailureCode> codes = new ArrayList<>();
        body.path("codes").forEach(code -> codes.add(FailureCode.valueOf(code.asText())));
        int replayed = batch.replay(codes.isEmpty() ? null : codes);
        return Answer.json(202, Map.of("replayed", replayed, "resolvedBefore", 0, "refused", 0));
      }
    }
    return Answer.json(202, batch.view());
  }

  private Answer forget(List<String> path) {
    archive.forget(path.get(1));
    return new Answer(204, "application/json", new byte[0]);
  }

  private static List<Map<String, Object>> recipes() throws IOException {
    List<Map<String, Object>> recipes = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of("../common/src/main/resources/recipes"))) {
      for (Path file : files.sorted().toList()) {
        JsonNode recipe = Json.readLenient(Files.readAllBytes(file), JsonNode.class);
        String reference = recipe.get("name").asText() + "@" + recipe.get("version").asInt();
        boolean allowed = !reference.equals("portrait@1");
        recipes.add(Map.of("reference", reference, "recipe", recipe, "allowed", allowed));
      }
    }
    return recipes;
  }

  private Map<String, Object> backlog() {
    long pending =
        archive.batches(null, null, EVERY).items().stream().mapToLong(BatchView::pending).sum();
    return Map.of(
        "lanes",
        List.of(Map.of("pool", "photo", "lane", "bulk", "jobs", pending)),
        "jobs",
        pending,
        "gpuSeconds",
        pending * 1.9);
  }

  private List<Map<String, Object>> letters() throws AlbumenException {
    List<Map<String, Object>> letters = new ArrayList<>();
    for (BatchView batch : archive.batches(null, null, EVERY).items()) {
      for (JobView job :
          archive
              .jobs(batch.batchId(), new JobQuery(JobState.FAILED, null, false), null, EVERY)
              .items()) {
        letters.add(
            Map.of(
                "id",
                "0-" + letters.size(),
                "code",
                String.valueOf(job.code()),
                "reason",
                "tried on three workers",
                "attempts",
                5,
                "worker",
                "reading-room-2",
                "time",
                job.updatedAt(),
                "jobId",
                job.jobId(),
                "batchId",
                job.batchId(),
                "source",
                job.source()));
      }
    }
    return letters;
  }

  private static Map<String, Object> sidecar(JobView job) {
    Pictures picture = Pictures.of(job);
    Map<String, Object> sidecar = new LinkedHashMap<>();
    sidecar.put("sourceWidth", picture.width());
    sidecar.put("sourceHeight", picture.height());
    sidecar.put(
        "sourceImage", Map.of("format", "TIFF", "bits", 16, "channels", 1, "notes", List.of()));
    sidecar.put(
        "recipe", Map.of("name", "photo", "version", 1, "consistency", Map.of("minPsnr", 30)));
    sidecar.put("faces", job.faces());
    boolean review = InventedBatch.toReview(job);
    sidecar.put("consistency", new Agreement(review ? 26.8 : 37.6, review ? .91 : .99));
    sidecar.put("alteration", Map.of("coverage", .91));
    sidecar.put(
        "networks",
        Stream.of("realesrgan-x2plus", "retinaface-mnet025")
            .map(
                name ->
                    Map.of(
                        "name",
                        name,
                        "sha256",
                        "ea",
                        "licence",
                        name.startsWith("real") ? "BSD-3-Clause" : "MIT"))
            .toList());
    sidecar.put("software", "Albumen 0.1.0");
    sidecar.put("createdAt", job.updatedAt());
    return sidecar;
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

  /** Names such as an archive has. */
  static List<String> names(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> NAMES.get(i % NAMES.size()).replace(".tif", "-%04d.tif".formatted(i)))
        .toList();
  }
}
