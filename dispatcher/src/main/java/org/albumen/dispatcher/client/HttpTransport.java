package org.albumen.dispatcher.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.albumen.common.failure.AlbumenException;

/** HTTP/1.1 by the JDK's client. Safe for use by several threads. */
final class HttpTransport implements Transport {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  private final Address address;

  /** Follows no redirection: it would take the token elsewhere. */
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(CONNECT)
          .build();

  HttpTransport(Address address) {
    this.address = address;
  }

  @Override
  public Answer send(Call call) throws AlbumenException, LostAnswerException {
    HttpRequest.Builder request =
        address
            .request(call.path())
            .setHeader("Accept", "application/json, application/problem+json")
            .method(
                call.method(),
                call.body() == null
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofByteArray(call.body()));
    if (call.body() != null) {
      request.setHeader("Content-Type", "application/json");
    }
    if (call.key() != null) {
      request.setHeader("Idempotency-Key", call.key());
    }
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request.build(), head -> new LimitedBody());
    HttpResponse<byte[]> response = await(answer, call.limit());
    return answer(response.statusCode(), response.headers(), response.body());
  }

  /** Opens a stream of events. */
  EventStream open(String path, Duration limit) throws AlbumenException, LostAnswerException {
    HttpRequest request =
        address.request(path).setHeader("Accept", "text/event-stream, application/json").build();
    CompletableFuture<HttpResponse<EventStream.Chunks>> answer =
        client.sendAsync(request, head -> new EventStream.Chunks());
    HttpResponse<EventStream.Chunks> response = await(answer, limit);
    return new EventStream(
        answer(response.statusCode(), response.headers(), new byte[0]), response.body());
  }

  private static Answer answer(int status, HttpHeaders headers, byte[] body) {
    String type = headers.firstValue("Content-Type").orElse("").replaceFirst(";.*", "").strip();
    Optional<Duration> retryAfter =
        headers
            .firstValue("Retry-After")
            .filter(seconds -> seconds.matches("\\d{1,6}"))
            .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
    return new Answer(status, type.toLowerCase(Locale.ROOT), retryAfter, body);
  }

  private <T> T await(CompletableFuture<T> answer, Duration limit)
      throws AlbumenException, LostAnswerException {
    try {
      return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true); // closes the connection
      throw new LostAnswerException("no answer within " + limit.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw address.unavailable("interrupted before an answer came");
    } catch (ExecutionException e) {
      throw failure(e.getCause() == null ? e : e.getCause());
    }
  }

  private LostAnswerException failure(Throwable cause) throws AlbumenException {
    if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
      throw address.unavailable("no dispatcher answers");
    }
    if (cause instanceof LimitedBody.TooLargeException) {
      throw address.stranger(String.valueOf(cause.getMessage()));
    }
    if (cause instanceof IOException) {
      return new LostAnswerException("the connection broke", cause);
    }
    throw address.stranger(cause.toString());
  }
}
