package org.albumen.dispatcher.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.albumen.common.codec.Json;
import org.albumen.common.event.Agreement;
import org.albumen.common.event.FaceFinding;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.job.SourceRef;
import org.albumen.dispatcher.view.BatchView;
import org.albumen.dispatcher.view.JobQuery;
import org.albumen.dispatcher.view.JobState;
import org.albumen.dispatcher.view.JobView;

/** What the API says besides batches and jobs. */
final class InventedAnswers {
  private static final int EVERY = 1000;

  private InventedAnswers() {}

  static List<Map<String, Object>> recipes() throws IOException {
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

  static Map<String, Object> backlog(Archive archive) {
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

  static List<Map<String, Object>> letters(Archive archive) throws AlbumenException {
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

  static Map<String, Object> sidecar(JobView job) {
    return sidecar(job.source(), job.faces(), InventedBatch.toReview(job));
  }

  /** What the page reads of a sidecar. */
  static Map<String, Object> sidecar(SourceRef source, List<FaceFinding> faces, boolean review) {
    Pictures picture = Pictures.of(source);
    Map<String, Object> sidecar = new LinkedHashMap<>();
    sidecar.put("sourceWidth", picture.width());
    sidecar.put("sourceHeight", picture.height());
    sidecar.put(
        "sourceImage", Map.of("format", "TIFF", "bits", 16, "channels", 1, "notes", List.of()));
    sidecar.put(
        "recipe", Map.of("name", "photo", "version", 1, "consistency", Map.of("minPsnr", 30)));
    sidecar.put("faces", faces);
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
    sidecar.put("createdAt", Instant.now());
    return sidecar;
  }
}
