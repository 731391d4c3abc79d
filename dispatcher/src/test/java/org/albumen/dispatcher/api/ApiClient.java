package org.albumen.dispatcher.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/** Asks over HTTP, and holds every answer against the document. */
final class ApiClient {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final URI address;
  private final String[] headers;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /**
   * @param headers names and values that every request has
   */
  ApiClient(URI address, String... headers) {
    this.address = address;
    this.headers = headers.clone();
  }

  /** An answer. */
  record Answer(HttpResponse<byte[]> response) {
    int status() {
      return response.statusCode();
    }

    JsonNode json() throws IOException {
      return OpenApi.MAPPER.readTree(response.body());
    }

    String code() throws IOException {
      return json().path("code").asText();
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    String text() {
      return new String(response.body(), StandardCharsets.UTF_8);
    }
  }

  ApiClient with(String... more) {
    String[] all = Arrays.copyOf(headers, headers.length + more.length);
    System.arraycopy(more, 0, all, headers.length, more.length);
    return new ApiClient(address, all);
  }

  Answer get(String path) throws Exception {
    return ask("GET", path, HttpRequest.BodyPublishers.noBody());
  }

  Answer post(String path, String json) throws Exception {
    return with("Content-Type", "application/json").postRaw(path, json);
  }

  Answer postRaw(String path, String body) throws Exception {
    return ask("POST", path, HttpRequest.BodyPublishers.ofString(body));
  }

  Answer ask(String method, String path, HttpRequest.BodyPublisher body) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address.resolve(path)).timeout(PATIENCE).method(method, body);
    if (headers.length > 0) {
      request.headers(headers);
    }
    HttpResponse<byte[]> response =
        http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    OpenApi.requireForeseen(method, path, response);
    return new Answer(response);
  }
}
