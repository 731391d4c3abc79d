package org.albumen.dispatcher.frontdoor;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.ObjectRef;
import org.jspecify.annotations.Nullable;

/**
 * Which object an address means: {@code s3://bucket/key}, or the object's own address below {@code
 * albumen.s3.endpoint} where buckets stand in paths. No other address is fetched: whoever may ask
 * could else make the dispatcher read what only it can reach. Immutable.
 */
final class SourceAddress {
  private final Optional<URI> endpoint;

  SourceAddress(Optional<URI> endpoint, boolean pathStyle) {
    this.endpoint = pathStyle ? endpoint : Optional.empty();
  }

  /**
   * Reads an address; keys are percent-encoded as in every URI.
   *
   * @throws AlbumenException {@code BAD_ARGUMENT}
   */
  ObjectRef parse(@Nullable String address) throws AlbumenException {
    if (address == null || address.isBlank()) {
      throw bad("is missing");
    }
    URI uri = uri(address.strip());
    if (uri.getRawQuery() != null || uri.getRawFragment() != null || uri.getUserInfo() != null) {
      throw bad("must have neither query nor fragment nor user");
    }
    String path = uri.getPath();
    if ("s3".equals(uri.getScheme()) && uri.getAuthority() != null && path != null) {
      return object(uri.getAuthority(), path.replaceFirst("^/", ""));
    }
    if (path != null && isOurs(uri)) {
      String below = path.substring(basePath().length()).replaceFirst("^/", "");
      int slash = below.indexOf('/');
      return object(
          slash < 0 ? below : below.substring(0, slash),
          slash < 0 ? "" : below.substring(slash + 1));
    }
    throw bad("must be s3://BUCKET/KEY, or the object's address below albumen.s3.endpoint");
  }

  private boolean isOurs(URI uri) {
    return endpoint.isPresent()
        && String.valueOf(endpoint.get().getScheme()).equalsIgnoreCase(uri.getScheme())
        && String.valueOf(endpoint.get().getAuthority()).equalsIgnoreCase(uri.getAuthority())
        && uri.getPath().startsWith(basePath() + "/");
  }

  private String basePath() {
    return endpoint.map(URI::getPath).orElse("").replaceFirst("/$", "");
  }

  private static ObjectRef object(String bucket, String key) throws AlbumenException {
    if (bucket.isBlank() || key.isBlank()) {
      throw bad("must name a bucket and a key");
    }
    return new ObjectRef(bucket, key);
  }

  private static URI uri(String address) throws AlbumenException {
    try {
      return new URI(address);
    } catch (URISyntaxException e) {
      throw bad("is no URI; a key's special characters are percent-encoded");
    }
  }

  private static AlbumenException bad(String problem) {
    return new AlbumenException(FailureCode.BAD_ARGUMENT, "Apix-Ldp-Resource " + problem);
  }
}
