package org.albumen.dispatcher.api.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.URI;
import java.text.ParseException;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.dispatcher.access.Caller;
import org.albumen.dispatcher.access.Role;
import org.albumen.dispatcher.api.problem.Refusal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tokens of an OpenID Connect issuer: signed JWTs (RFC 7519) with its {@code iss}, our {@code aud},
 * an {@code exp} to come and a {@code sub}. Only asymmetric signatures are accepted, so that nobody
 * signs with a public key as if it were a secret. Safe for use by several threads.
 */
final class OidcTokens implements Authenticator {
  private static final Logger LOG = LoggerFactory.getLogger(OidcTokens.class);
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);
  private static final int CLOCK_SKEW_SECONDS = 30;
  private static final String RETRY_SECONDS = "10";

  private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
  private final String rolesClaim;
  private final String tenantClaim;

  private OidcTokens(AlbumenConfig.Dispatcher.Oidc settings, URI issuer, String audience) {
    this.rolesClaim = settings.rolesClaim();
    this.tenantClaim = settings.tenantClaim();
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(
            new JOSEObjectType("at+jwt"), JOSEObjectType.JWT, null));
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(ALGORITHMS, new IssuerKeys(issuer, settings.jwks())));
    DefaultJWTClaimsVerifier<SecurityContext> claims =
        new DefaultJWTClaimsVerifier<>(
            audience,
            new JWTClaimsSet.Builder().issuer(issuer.toString()).build(),
            Set.of("sub", "exp"));
    claims.setMaxClockSkew(CLOCK_SKEW_SECONDS);
    processor.setJWTClaimsSetVerifier(claims);
  }

  /**
   * @throws AlbumenException {@code BAD_CONFIGURATION}
   */
  static OidcTokens of(AlbumenConfig.Dispatcher.Oidc settings) throws AlbumenException {
    if (settings.issuer().isEmpty() || settings.audience().isEmpty()) {
      throw new AlbumenException(
          FailureCode.BAD_CONFIGURATION,
          "albumen.dispatcher.oidc.issuer needs oidc.audience, or tokens for others would do");
    }
    try {
      if (settings.jwks().isPresent()) {
        requireSafe(settings.jwks().get());
      }
      return new OidcTokens(
          settings, requireSafe(settings.issuer().get()), settings.audience().get());
    } catch (IllegalArgumentException e) {
      throw new AlbumenException(
          FailureCode.BAD_CONFIGURATION, "albumen.dispatcher.oidc: " + e.getMessage(), e);
    }
  }

  @Override
  public Optional<Caller> caller(String token) {
    try {
      JWTClaimsSet claims = processor.process(token, null);
      return Optional.of(
          new Caller(
              claims.getSubject(),
              roles(claims.getClaim(rolesClaim)),
              tenant(claims),
              Caller.Authentication.OIDC));
    } catch (RemoteKeySourceException e) {
      LOG.atWarn().setCause(e).log("The issuer's keys cannot be had");
      throw new Refusal(
          FailureCode.UNAUTHENTICATED,
          503,
          "the token cannot be judged: its issuer does not answer",
          Map.of("Retry-After", RETRY_SECONDS));
    } catch (ParseException | BadJOSEException | JOSEException e) {
      LOG.debug("A token is refused", e);
      return Optional.empty();
    }
  }

  /** What is sent in the clear, but to this machine itself, could be anybody's. */
  static URI requireSafe(URI address) {
    boolean local =
        "http".equals(address.getScheme())
            && address.getHost() != null
            && LocalRequests.isLoopback(address.getHost());
    if (!local && !"https".equals(address.getScheme())) {
      throw new IllegalArgumentException(address + " does not begin with https://");
    }
    return address;
  }

  private @Nullable String tenant(JWTClaimsSet claims) {
    return claims.getClaim(tenantClaim) instanceof String text && !text.isBlank() ? text : null;
  }

  /** A list, or words with spaces between them as in {@code scope}; others' roles are left out. */
  private static Set<Role> roles(@Nullable Object claim) {
    Collection<?> words =
        claim instanceof Collection<?> list
            ? list
            : claim instanceof String text ? List.of(text.split(" ")) : List.of();
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (Role role : Role.values()) {
      if (words.contains(role.word())) {
        roles.add(role);
      }
    }
    return roles;
  }
}
