package org.albumen.dispatcher.api;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.Lane;
import org.albumen.dispatcher.access.Caller;
import org.albumen.dispatcher.api.Answers.BacklogView;
import org.albumen.dispatcher.api.Answers.Health;
import org.albumen.dispatcher.api.problem.Refusal;
import org.albumen.dispatcher.view.Backlog.LaneBacklog;

/** How the dispatcher and its queues are, and what this API is. */
final class StateRoutes {
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  private final ApiParts parts;
  private final KafkaHealth kafka;
  private final byte[] document = document();

  StateRoutes(ApiParts parts, KafkaHealth kafka) {
    this.parts = parts;
    this.kafka = kafka;
  }

  void register(Routes routes) {
    routes.open("/health/live", ctx -> health(ctx, parts.alive().get()));
    routes.open("/health/ready", ctx -> health(ctx, ready()));
    routes.open("/openapi.json", ctx -> ctx.contentType("application/json").result(document));
    routes.get("/metrics", Routes.READ, this::metrics);
    routes.get("/me", Routes.ANY, x -> x.json(200, x.caller()));
    routes.get("/backlog", Routes.READ, this::backlog);
    routes.get("/backlog/{pool}/{lane}", Routes.READ, this::lane);
  }

  private Map<String, Boolean> ready() {
    Map<String, Boolean> ready = new LinkedHashMap<>();
    ready.put("tracker", parts.batches().ready());
    ready.put("kafka", kafka.answers());
    return ready;
  }

  private static void health(Context ctx, Map<String, Boolean> parts) {
    boolean well = !parts.containsValue(false);
    new Exchange(ctx, Caller.LOCAL, 0)
        .json(well ? 200 : 503, new Health(well ? "up" : "down", parts));
  }

  private void metrics(Exchange x) {
    x.ctx().contentType(PROMETHEUS).result(parts.metrics().get());
  }

  private void backlog(Exchange x) throws AlbumenException {
    List<LaneBacklog> lanes = parts.backlog().lanes();
    Double gpuSeconds = 0.0;
    for (LaneBacklog lane : lanes) {
      if (lane.gpuSeconds() == null && lane.jobs() > 0) {
        gpuSeconds = null;
        break;
      }
      gpuSeconds += lane.gpuSeconds() == null ? 0 : lane.gpuSeconds();
    }
    x.json(
        200, new BacklogView(lanes, lanes.stream().mapToLong(LaneBacklog::jobs).sum(), gpuSeconds));
  }

  private void lane(Exchange x) throws AlbumenException {
    LaneBacklog found =
        parts
            .backlog()
            .lane(x.path("pool"), lane(x.path("lane")))
            .orElseThrow(
                () ->
                    new Refusal(FailureCode.BAD_ARGUMENT, 404, "there is no such pool", Map.of()));
    x.json(200, found);
  }

  private static Lane lane(String word) throws AlbumenException {
    for (Lane lane : Lane.values()) {
      if (lane.word().equals(word.toLowerCase(Locale.ROOT))) {
        return lane;
      }
    }
    throw Exchange.bad("lane must be bulk or interactive");
  }

  private static byte[] document() {
    try (InputStream in = StateRoutes.class.getResourceAsStream("/openapi.json")) {
      if (in == null) {
        throw new IllegalStateException("missing resource /openapi.json");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException("unreadable resource /openapi.json", e);
    }
  }
}
