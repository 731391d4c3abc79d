package org.albumen.dispatcher.access;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who sent a request.
 *
 * @param name as it stands in batches, orders and audits
 * @param roles what they may do
 * @param tenant whose batches they see; null: everybody's
 * @param authentication how that is known
 */
public record Caller(
    String name, Set<Role> roles, @Nullable String tenant, Authentication authentication) {
  /** Whoever sits at this machine. */
  public static final Caller LOCAL =
      new Caller("local", EnumSet.allOf(Role.class), null, Authentication.NONE);

  public Caller {
    roles = Collections.unmodifiableSet(new TreeSet<>(roles));
  }

  /** How somebody is known. */
  public enum Authentication {
    /** Not at all: the API listens on a loopback address. */
    @JsonProperty("none")
    NONE,
    /** By a token of the file of tokens. */
    @JsonProperty("token")
    TOKEN,
    /** By a token of an OpenID Connect issuer. */
    @JsonProperty("oidc")
    OIDC
  }

  /** Whether they may do what asks for this role. */
  public boolean may(Role role) {
    return roles.contains(role);
  }

  /** Whether they may see what belongs to a tenant. */
  public boolean sees(@Nullable String owner) {
    return tenant == null || Objects.equals(tenant, owner);
  }
}
