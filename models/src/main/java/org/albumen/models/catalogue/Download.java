package org.albumen.models.catalogue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Copies a file from an {@code https} or {@code file} address. */
final class Download {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(20);
  private static final int STALLED_SECONDS = 30;
  private static final int REPORT_SECONDS = 5;

  private Download() {}

  /**
   * @param size how long the file must be; a longer one is given up
   * @throws IOException when the address cannot be reached, refuses, stalls, or sends too much; the
   *     message is one line
   */
  static void fetch(URI address, long size, Path target, Consumer<String> progress)
      throws IOException, InterruptedException {
    if ("file".equals(address.getScheme())) {
      Files.copy(Path.of(address), target);
      return;
    }
    HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    HttpRequest request = HttpRequest.newBuilder(address).timeout(ANSWER).build();
    CompletableFuture<HttpResponse<Path>> answer =
        client.sendAsync(request, HttpResponse.BodyHandlers.ofFile(target));
    try {
      int status = await(answer, size, target, progress).statusCode();
      if (status != 200) {
        throw new IOException("answered HTTP " + status);
      }
    } finally {
      answer.cancel(true);
    }
  }

  private static HttpResponse<Path> await(
      CompletableFuture<HttpResponse<Path>> answer,
      long size,
      Path target,
      Consumer<String> progress)
      throws IOException, InterruptedException {
    long before = 0;
    int still = 0;
    for (int second = 1; ; second++) {
      try {
        return answer.get(1, TimeUnit.SECONDS);
      } catch (ExecutionException e) {
        throw new IOException("could not be reached (" + kind(e) + ")", e);
      } catch (TimeoutException e) {
        long now = Files.exists(target) ? Files.size(target) : 0;
        still = now > before ? 0 : still + 1;
        before = now;
        if (still >= STALLED_SECONDS) {
          throw new IOException("sent nothing for " + STALLED_SECONDS + " s", e);
        }
        if (now > size) {
          throw new IOException("sends more than the " + size + " bytes expected", e);
        }
        if (second % REPORT_SECONDS == 0) {
          progress.accept((now >> 20) + " of " + (size >> 20) + " MiB");
        }
      }
    }
  }

  private static String kind(ExecutionException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return cause.getClass().getSimpleName();
  }
}
