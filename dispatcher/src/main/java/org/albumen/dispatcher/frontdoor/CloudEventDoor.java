package org.albumen.dispatcher.frontdoor;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Base64;
import java.util.Locale;
import java.util.function.Function;
import org.albumen.common.codec.Json;
import org.albumen.common.digest.Digest;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.submission.SubmissionPage;
import org.jspecify.annotations.Nullable;

/**
 * Submissions that come as CloudEvents 1.0 by HTTP: in structured mode ({@code
 * application/cloudevents+json}) or in binary mode (headers {@code ce-*}). The data are what a
 * plain request's body is. An event's source and id make it what it is, so that they are its
 * idempotency key: an event that is delivered twice is one batch. Stateless.
 */
public final class CloudEventDoor {
  private static final String STRUCTURED = "application/cloudevents+json";
  private static final String JSON = "application/json";

  private CloudEventDoor() {}

  /** A request for a batch. Immutable. */
  public static final class Incoming {
    private final byte[] request;
    private final @Nullable String key;

    private Incoming(byte[] request, @Nullable String key) {
      this.request = request;
      this.key = key;
    }

    /** Its JSON; not to be changed. */
    public byte[] request() {
      return request;
    }

    /** Its idempotency key; null when it is no event. */
    public @Nullable String key() {
      return key;
    }

    /** Whether it is no event. */
    public boolean plain() {
      return key == null;
    }
  }

  /**
   * Takes the request out of an event, if it is one.
   *
   * @param mediaType of the body, without parameters
   * @param header a header's value; null without it
   * @throws AlbumenException {@code BAD_ARGUMENT}
   */
  public static Incoming read(
      String mediaType, Function<String, @Nullable String> header, byte[] body)
      throws AlbumenException {
    if (mediaType.equals(STRUCTURED)) {
      return structured(body);
    }
    if (mediaType.startsWith("application/cloudevents")) {
      throw bad("only single CloudEvents in JSON are taken: " + STRUCTURED);
    }
    if (header.apply("ce-specversion") == null && header.apply("ce-type") == null) {
      return new Incoming(body, null);
    }
    requireEvent(
        header.apply("ce-specversion"),
        header.apply("ce-type"),
        header.apply("ce-source"),
        header.apply("ce-id"));
    if (!mediaType.equals(JSON)) {
      throw bad("a CloudEvent in binary mode must have Content-Type " + JSON);
    }
    return new Incoming(body, key(header.apply("ce-source"), header.apply("ce-id")));
  }

  private static Incoming structured(byte[] body) throws AlbumenException {
    Envelope event = envelope(body);
    requireEvent(event.specversion(), event.type(), event.source(), event.id());
    if (event.dataContentType() != null
        && !event.dataContentType().toLowerCase(Locale.ROOT).startsWith(JSON)) {
      throw bad("the CloudEvent's datacontenttype must be " + JSON);
    }
    return new Incoming(event.content(), key(event.source(), event.id()));
  }

  private static Envelope envelope(byte[] body) throws AlbumenException {
    try {
      return Json.read(body, Envelope.class);
    } catch (IOException e) {
      throw bad(Json.problem(e));
    }
  }

  private static void requireEvent(
      @Nullable String version, @Nullable String type, @Nullable String source, @Nullable String id)
      throws AlbumenException {
    if (!"1.0".equals(version)) {
      throw bad("the CloudEvent's specversion must be 1.0");
    }
    if (!SubmissionPage.REQUESTED.equals(type)) {
      throw bad("the CloudEvent's type must be " + SubmissionPage.REQUESTED);
    }
    if (source == null || source.isBlank()) {
      throw bad("the CloudEvent's source is missing");
    }
    if (id == null || id.isBlank()) {
      throw bad("the CloudEvent's id is missing");
    }
  }

  private static String key(@Nullable String source, @Nullable String id) {
    return "cloudevent:"
        + Digest.sha256().text(String.valueOf(source)).text(String.valueOf(id)).hex();
  }

  private static AlbumenException bad(String message) {
    return new AlbumenException(FailureCode.BAD_ARGUMENT, message);
  }

  /** An event in JSON; whatever extension attributes it has are passed over. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Envelope(
      @Nullable String specversion,
      @Nullable String type,
      @Nullable String source,
      @Nullable String id,
      @JsonProperty("datacontenttype") @Nullable String dataContentType,
      @Nullable JsonNode data,
      @JsonProperty("data_base64") @Nullable String dataBase64) {

    byte[] content() throws AlbumenException {
      if (data != null && dataBase64 == null) {
        return Json.write(data);
      }
      if (data == null && dataBase64 != null) {
        try {
          return Base64.getDecoder().decode(dataBase64);
        } catch (IllegalArgumentException e) {
          throw bad("the CloudEvent's data_base64 is not Base64");
        }
      }
      throw bad("the CloudEvent must have either data or data_base64");
    }
  }
}
