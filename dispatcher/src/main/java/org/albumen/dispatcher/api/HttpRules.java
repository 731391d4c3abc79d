package org.albumen.dispatcher.api;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import java.nio.charset.StandardCharsets;
import org.albumen.common.codec.Json;
import org.albumen.common.failure.FailureCode;
import org.albumen.dispatcher.api.auth.Access;
import org.albumen.dispatcher.api.problem.Problem;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** What holds for every request and answer: limits, and headers that protect the page. */
final class HttpRules {
  private static final int THREADS = 64;
  private static final int IDLE_MILLIS = 30_000;
  private static final int HEADER_BYTES = 24 << 10;

  private HttpRules() {}

  static void apply(JavalinConfig config, Access access) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.http.prefer405over404 = true;
    config.http.asyncTimeout = 0;
    config.jetty.threadPool = new QueuedThreadPool(THREADS);
    config.jetty.modifyHttpConfiguration(
        http -> {
          http.setSendServerVersion(false);
          http.setIdleTimeout(IDLE_MILLIS);
          http.setRequestHeaderSize(HEADER_BYTES);
        });
    config.jetty.modifyServer(server -> server.setErrorHandler(HttpRules::malformed));
    config.routes.before(
        ctx -> {
          protect(ctx);
          access.requireAllowed(ctx);
        });
  }

  private static void protect(Context ctx) {
    ctx.header("Content-Security-Policy", Page.POLICY);
    ctx.header("X-Content-Type-Options", "nosniff");
    ctx.header("Referrer-Policy", "no-referrer");
    ctx.header("Cross-Origin-Resource-Policy", "same-origin");
    ctx.header(Header.CACHE_CONTROL, "no-store");
  }

  /** What is no HTTP never reaches a route. */
  private static boolean malformed(Request request, Response response, Callback callback) {
    int status = response.getStatus() >= 400 ? response.getStatus() : 400;
    FailureCode code = status >= 500 ? FailureCode.UNEXPECTED : FailureCode.BAD_ARGUMENT;
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
    byte[] body = Json.write(Problem.of(code, status, "the request is refused", null));
    Content.Sink.write(response, true, new String(body, StandardCharsets.UTF_8), callback);
    return true;
  }
}
