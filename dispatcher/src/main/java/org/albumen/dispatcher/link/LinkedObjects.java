package org.albumen.dispatcher.link;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.ObjectRef;
import org.albumen.common.store.Links;

/**
 * Reads objects whole, as a stream, whatever their size: sources and results alike. Safe for use by
 * several threads.
 */
public final class LinkedObjects {
  private static final Duration TTL = Duration.ofMinutes(5);
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(20);

  private final Links links;
  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .version(HttpClient.Version.HTTP_1_1)
          .build();

  /**
   * @param links stays open
   */
  public LinkedObjects(Links links) {
    this.links = links;
  }

  /**
   * An object's bytes.
   *
   * @param bytes to be closed
   * @param length how many there are; -1 where the store does not say
   */
  public record Body(InputStream bytes, long length) {}

  /**
   * Opens an object.
   *
   * @param maxBytes more are refused before anything is read
   * @throws AlbumenException {@code SOURCE_NOT_FOUND}, {@code SOURCE_TOO_LARGE}, {@code
   *     ACCESS_DENIED}, {@code BUCKET_NOT_ALLOWED}, {@code STORE_UNAVAILABLE}
   */
  public Body open(ObjectRef ref, long maxBytes) throws AlbumenException {
    HttpResponse<InputStream> answer = ask(ref, links.link(ref, TTL));
    try {
      requireFound(ref, answer.statusCode());
      long length = answer.headers().firstValueAsLong("Content-Length").orElse(-1);
      if (length > maxBytes) {
        throw new AlbumenException(
            FailureCode.SOURCE_TOO_LARGE,
            ref + " has " + length + " bytes; " + maxBytes + " are allowed here");
      }
      return new Body(answer.body(), length);
    } catch (AlbumenException e) {
      closeQuietly(answer.body());
      throw e;
    }
  }

  /**
   * Copies an object into a file.
   *
   * @throws AlbumenException as {@link #open}
   */
  public void copy(ObjectRef ref, Path file, long maxBytes) throws AlbumenException {
    try (InputStream in = open(ref, maxBytes).bytes()) {
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw unavailable(ref, e);
    }
  }

  private HttpResponse<InputStream> ask(ObjectRef ref, URI link) throws AlbumenException {
    try {
      return http.send(
          HttpRequest.newBuilder(link).timeout(ANSWER).GET().build(),
          HttpResponse.BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw unavailable(ref, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable(ref, e);
    }
  }

  private static void requireFound(ObjectRef ref, int status) throws AlbumenException {
    if (status == 200) {
      return;
    }
    throw switch (status) {
      case 404 -> new AlbumenException(FailureCode.SOURCE_NOT_FOUND, "there is no " + ref);
      case 401, 403 ->
          new AlbumenException(FailureCode.ACCESS_DENIED, "the store refuses to show " + ref);
      default ->
          new AlbumenException(
              FailureCode.STORE_UNAVAILABLE, "the store answers " + status + " about " + ref);
    };
  }

  private static AlbumenException unavailable(ObjectRef ref, Exception e) {
    return new AlbumenException(
        FailureCode.STORE_UNAVAILABLE, "the store does not answer about " + ref, e);
  }

  private static void closeQuietly(InputStream in) {
    try {
      in.close();
    } catch (IOException e) {
      // nothing more is wanted of it
    }
  }
}
