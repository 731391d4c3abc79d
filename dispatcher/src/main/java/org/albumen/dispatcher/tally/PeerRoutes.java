package org.albumen.dispatcher.tally;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.albumen.common.codec.CloudEventCodec;
import org.albumen.common.codec.Json;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.dispatcher.view.JobQuery;
import org.albumen.dispatcher.view.JobState;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /internal/tally}: what other dispatchers ask this one. Nobody else needs it. Safe for
 * use by several threads.
 */
public final class PeerRoutes {
  /** The route's path. */
  public static final String PATH = "/internal/tally";

  private static final int MAX_LIMIT = 1_000;

  private final Optional<String> token;
  private volatile Answering answering = PeerRoutes::notYet;

  /**
   * The route; it answers once a tracker was started with it.
   *
   * @param token which has to be sent, when there is one
   */
  public PeerRoutes(Optional<String> token) {
    this.token = token;
  }

  Optional<String> token() {
    return token;
  }

  void answerBy(Answering tally) {
    answering = tally;
  }

  private static Answer notYet(Question question) throws AlbumenException {
    throw StreamsShelves.notReady("the tracker is being started", null);
  }

  /** Adds the route. */
  public void addTo(JavalinDefaultRoutingApi routes) {
    routes.get(PATH, this::answer);
  }

  private void answer(Context context) {
    if (token.isPresent() && !same("Bearer " + token.get(), context.header("Authorization"))) {
      fail(
          context, HttpStatus.UNAUTHORIZED, FailureCode.UNAUTHENTICATED, "another token is needed");
      return;
    }
    try {
      byte[] answer = Json.write(answering.ask(question(context)));
      context.contentType(CloudEventCodec.JSON).result(answer);
    } catch (IllegalArgumentException e) {
      fail(context, HttpStatus.BAD_REQUEST, FailureCode.BAD_ARGUMENT, "no question");
    } catch (AlbumenException e) {
      String message = String.valueOf(e.getMessage());
      fail(context, HttpStatus.SERVICE_UNAVAILABLE, e.code(), message);
    }
  }

  private static void fail(Context context, HttpStatus status, FailureCode code, String detail) {
    context
        .status(status)
        .result(Json.write(Map.of("code", code, "detail", detail, "status", status.getCode())))
        .contentType("application/problem+json");
  }

  private static Question question(Context context) {
    String code = context.queryParam("code");
    String state = context.queryParam("state");
    JobQuery query =
        new JobQuery(
            state == null ? null : JobState.valueOf(state),
            code == null ? null : FailureCode.valueOf(code),
            Boolean.parseBoolean(context.queryParam("review")));
    int limit = Integer.parseInt(needed(context, "limit"));
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("limit");
    }
    return new Question(
        Question.Kind.valueOf(needed(context, "kind")),
        needed(context, "batch"),
        needed(context, "job"),
        context.queryParam("tenant"),
        query,
        context.queryParam("after"),
        limit,
        partitions(needed(context, "partitions")));
  }

  private static Set<Integer> partitions(String text) {
    return Arrays.stream(text.split(",")).map(Integer::valueOf).collect(Collectors.toSet());
  }

  private static String needed(Context context, String name) {
    String value = context.queryParam(name);
    if (value == null) {
      throw new IllegalArgumentException(name);
    }
    return value;
  }

  private static boolean same(String expected, @Nullable String given) {
    return given != null
        && MessageDigest.isEqual(
            expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }
}
