package org.albumen.dispatcher.client;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Optional;
import org.albumen.common.Software;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;

/** Where the API is, and who asks. Immutable. */
final class Address {
  private final String base;
  private final Optional<String> token;

  Address(AlbumenConfig.Api settings) {
    URI url = settings.url();
    String path = url.getRawPath() == null ? "" : url.getRawPath().replaceFirst("/+$", "");
    // Not what else may stand in an address: it can be a password.
    this.base = url.getScheme() + "://" + host(url) + path;
    this.token = settings.token();
  }

  private static String host(URI url) {
    return url.getPort() < 0 ? url.getHost() : url.getHost() + ":" + url.getPort();
  }

  /** A request that says who asks. */
  HttpRequest.Builder request(String path) throws AlbumenException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .setHeader("User-Agent", Software.NAME_AND_VERSION.replace(' ', '/'));
    try {
      token.ifPresent(value -> request.setHeader("Authorization", "Bearer " + value));
    } catch (IllegalArgumentException e) { // whose message has the token in it
      throw new AlbumenException(
          FailureCode.BAD_CONFIGURATION, "albumen.api.token has characters that no token has");
    }
    return request;
  }

  /** Nobody answers. */
  AlbumenException unavailable(String what) {
    return new AlbumenException(
        FailureCode.DISPATCHER_UNAVAILABLE,
        what + " at " + base + "; start a dispatcher, or mend albumen.api.url");
  }

  /** Somebody else answers. */
  AlbumenException stranger(String what) {
    return new AlbumenException(
        FailureCode.BAD_CONFIGURATION,
        "what answers at " + base + " is no dispatcher: " + what + "; mend albumen.api.url");
  }
}
