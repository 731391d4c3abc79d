package org.albumen.dispatcher.api.auth;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.albumen.common.codec.Json;
import org.jspecify.annotations.Nullable;

/**
 * The keys of an OpenID Connect issuer, kept for some minutes; where they are is read from its
 * discovery document when it is first asked. Safe for use by several threads.
 */
final class IssuerKeys implements JWKSource<SecurityContext> {
  private static final int CONNECT_MILLIS = 2_000;
  private static final int READ_MILLIS = 3_000;
  private static final int MOST_BYTES = 1 << 18;
  private static final long OUTAGE_MILLIS = 3_600_000;
  private static final String WELL_KNOWN = "/.well-known/openid-configuration";

  private final ResourceRetriever retriever =
      new DefaultResourceRetriever(CONNECT_MILLIS, READ_MILLIS, MOST_BYTES);
  private final URI issuer;
  private final Optional<URI> jwks;
  private volatile @Nullable JWKSource<SecurityContext> keys;

  IssuerKeys(URI issuer, Optional<URI> jwks) {
    this.issuer = issuer;
    this.jwks = jwks;
  }

  @Override
  public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context)
      throws KeySourceException {
    JWKSource<SecurityContext> known = keys;
    return (known == null ? found() : known).get(selector, context);
  }

  private synchronized JWKSource<SecurityContext> found() throws KeySourceException {
    JWKSource<SecurityContext> known = keys;
    if (known == null) {
      try {
        URI address = jwks.isPresent() ? jwks.get() : discovered();
        known =
            JWKSourceBuilder.create(address.toURL(), retriever)
                .retrying(true)
                .outageTolerant(OUTAGE_MILLIS)
                .build();
      } catch (IOException | IllegalArgumentException e) {
        throw new RemoteKeySourceException("the issuer's keys cannot be found", e);
      }
      keys = known;
    }
    return known;
  }

  private URI discovered() throws IOException {
    String document = retriever.retrieveResource(wellKnown().toURL()).getContent();
    Discovery discovery =
        Json.readLenient(document.getBytes(StandardCharsets.UTF_8), Discovery.class);
    if (discovery.jwksUri() == null || !issuer.toString().equals(discovery.issuer())) {
      throw new IOException("the discovery document is not that of " + issuer);
    }
    return OidcTokens.requireSafe(URI.create(discovery.jwksUri()));
  }

  private URI wellKnown() {
    return URI.create(issuer.toString().replaceFirst("/$", "") + WELL_KNOWN);
  }

  /** OpenID Connect Discovery 1.0, section 3. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Discovery(
      @Nullable String issuer, @JsonProperty("jwks_uri") @Nullable String jwksUri) {}
}
