package org.albumen.dispatcher.api.auth;

import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.dispatcher.access.Caller;
import org.albumen.dispatcher.access.Role;
import org.albumen.dispatcher.access.Tenants;

/** Lets requests in, and tells who sends them. Safe for use by several threads. */
public final class Access {
  private static final String SCHEME = "bearer ";

  /** A longer token is none of ours. */
  private static final int LONGEST = 16 << 10;

  private final List<Authenticator> authenticators;
  private final Tenants tenants;

  private Access(List<Authenticator> authenticators, Tenants tenants) {
    this.authenticators = List.copyOf(authenticators);
    this.tenants = tenants;
  }

  /**
   * As the settings have it: whoever reaches a loopback address is let in where neither tokens nor
   * an issuer are set; elsewhere one of them must be.
   *
   * @throws AlbumenException {@code BAD_CONFIGURATION}
   */
  public static Access of(AlbumenConfig.Dispatcher settings, Tenants tenants)
      throws AlbumenException {
    List<Authenticator> authenticators = new ArrayList<>();
    if (settings.tokens().isPresent()) {
      authenticators.add(TokenFile.open(settings.tokens().get()));
    }
    if (settings.oidc().issuer().isPresent()) {
      authenticators.add(OidcTokens.of(settings.oidc()));
    }
    if (authenticators.isEmpty() && !LocalRequests.isLoopback(settings.httpHost())) {
      throw new AlbumenException(
          FailureCode.BAD_CONFIGURATION,
          "albumen.dispatcher.http-host "
              + settings.httpHost()
              + " is no loopback address: set albumen.dispatcher.tokens or oidc.issuer, so that not"
              + " everybody may do everything");
    }
    return new Access(authenticators, tenants);
  }

  /** Refuses what no route is to see. */
  public void requireAllowed(Context ctx) {
    if (authenticators.isEmpty()) {
      LocalRequests.require(ctx);
    }
  }

  /**
   * Who sends a request.
   *
   * @param roles one of them is needed; none: any caller will do
   * @throws AlbumenException {@code UNAUTHENTICATED}, {@code ROLE_MISSING}, that also for one whose
   *     tenant is not known where tenants are
   */
  public Caller caller(Context ctx, Set<Role> roles) throws AlbumenException {
    Caller caller = authenticators.isEmpty() ? Caller.LOCAL : byToken(ctx);
    if (!roles.isEmpty() && roles.stream().noneMatch(caller::may)) {
      throw new AlbumenException(
          FailureCode.ROLE_MISSING,
          caller.name()
              + " lacks role "
              + roles.stream().sorted().map(Role::word).collect(Collectors.joining(" or ")));
    }
    tenants.of(caller);
    return caller;
  }

  private Caller byToken(Context ctx) throws AlbumenException {
    String header = ctx.header("Authorization");
    if (header == null) {
      throw refused("the request brings no token");
    }
    if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()) || header.length() > LONGEST) {
      throw refused("the request's Authorization is no bearer token");
    }
    String token = header.substring(SCHEME.length()).strip();
    for (Authenticator authenticator : authenticators) {
      Optional<Caller> caller = authenticator.caller(token);
      if (caller.isPresent()) {
        return caller.get();
      }
    }
    throw refused("the token is not known, or no longer valid");
  }

  private static AlbumenException refused(String why) {
    return new AlbumenException(FailureCode.UNAUTHENTICATED, why);
  }
}
