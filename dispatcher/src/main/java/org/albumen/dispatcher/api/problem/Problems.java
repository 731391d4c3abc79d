package org.albumen.dispatcher.api.problem;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.util.Map;
import org.albumen.common.codec.Json;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers with problem details, whatever goes wrong; what went wrong within stays in the log. */
public final class Problems {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
  private static final String CHALLENGE = "Bearer realm=\"albumen\"";

  private Problems() {}

  /** Sets the handlers of all failures. */
  public static void install(RoutesConfig routes) {
    routes.exception(AlbumenException.class, (e, ctx) -> answer(ctx, e));
    routes.exception(Refusal.class, (e, ctx) -> answer(ctx, e));
    routes.exception(HttpResponseException.class, (e, ctx) -> answer(ctx, ofHttp(e)));
    routes.exception(Exception.class, Problems::unexpected);
  }

  private static void answer(Context ctx, AlbumenException e) {
    LOG.debug("{} {} is refused", ctx.method(), ctx.path(), e);
    write(ctx, e.code(), Statuses.of(e.code()), e.getMessage());
  }

  private static void answer(Context ctx, Refusal e) {
    e.headers().forEach(ctx::header);
    write(ctx, e.code(), e.status(), e.getMessage());
  }

  private static void unexpected(Exception e, Context ctx) {
    LOG.atError().setCause(e).addKeyValue("path", ctx.path()).log("A request failed");
    write(ctx, FailureCode.UNEXPECTED, 500, "the request failed within the dispatcher");
  }

  private static void write(Context ctx, FailureCode code, int status, @Nullable String detail) {
    Integer seconds = Statuses.retryAfter(code);
    if (seconds != null) {
      ctx.header("Retry-After", seconds.toString());
    }
    if (status == 401) {
      ctx.header("WWW-Authenticate", CHALLENGE);
    }
    ctx.removeHeader("ETag");
    ctx.header("Cache-Control", "no-store");
    ctx.status(status)
        .contentType(Problem.MEDIA_TYPE)
        .result(Json.write(Problem.of(code, status, detail, ctx.path())));
  }

  /** What the server library itself refuses. */
  private static Refusal ofHttp(HttpResponseException e) {
    return switch (e.getStatus()) {
      case 404 -> new Refusal(FailureCode.BAD_ARGUMENT, 404, "there is no such path", Map.of());
      case 405 ->
          new Refusal(
              FailureCode.BAD_ARGUMENT,
              405,
              "this path does not know that method",
              Map.of("Allow", allowed(e)));
      case 413 ->
          new Refusal(FailureCode.REQUEST_TOO_LARGE, 413, "the request is too large", Map.of());
      default ->
          new Refusal(
              e.getStatus() >= 500 ? FailureCode.UNEXPECTED : FailureCode.BAD_ARGUMENT,
              e.getStatus(),
              "the request is refused",
              Map.of());
    };
  }

  private static String allowed(HttpResponseException e) {
    return e.getDetails().getOrDefault("availableMethods", "GET");
  }
}
