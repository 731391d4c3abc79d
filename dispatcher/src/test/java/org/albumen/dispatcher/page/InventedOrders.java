package org.albumen.dispatcher.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.albumen.common.codec.Json;
import org.albumen.common.event.JobReviewed;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.Lane;
import org.albumen.common.job.Target;
import org.albumen.common.submission.Filter;
import org.albumen.common.submission.Sample;
import org.albumen.common.submission.Selection;
import org.albumen.common.submission.Submission;
import org.albumen.dispatcher.page.InventedRoutes.Answer;

/** What the API is told to do. */
final class InventedOrders {
  private static final List<String> NAMES =
      List.of(
          "glass/solvay-1927.tif",
          "glass/hopper-1984.tif",
          "glass/nagasaki-boats-1865.tif",
          "glass/astronaut-1993.tif",
          "glass/alpine-landscape-1865.tif");

  private final Archive archive;

  InventedOrders(Archive archive) {
    this.archive = archive;
  }

  Answer submit(byte[] body, Map<String, String> query) throws IOException, AlbumenException {
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
            null,
            null);
    return Answer.json(202, archive.add(new InventedBatch(submission, NAMES)).view());
  }

  Answer order(List<String> path, JsonNode body) throws AlbumenException {
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

  /** Names such as an archive has. */
  static List<String> names(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> NAMES.get(i % NAMES.size()).replace(".tif", "-%04d.tif".formatted(i)))
        .toList();
  }
}
