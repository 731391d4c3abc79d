package org.albumen.dispatcher.access;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.albumen.common.codec.Json;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.store.Boundary;
import org.jspecify.annotations.Nullable;

/** The tenants of a deployment, as its file of tenants has them. Immutable. */
public final class Tenants {
  private static final String SETTING = "albumen.dispatcher.tenants";

  private final Map<String, Tenant> tenants;
  private final boolean known;

  private Tenants(Map<String, Tenant> tenants, boolean known) {
    this.tenants = Map.copyOf(tenants);
    this.known = known;
  }

  /** A deployment that limits nobody. */
  public static Tenants none() {
    return new Tenants(Map.of(), false);
  }

  /**
   * Reads {@code {"NAME": {"pendingJobs": 1000, "buckets": ["scans"], "targets": ["results/a"]}}}.
   * What is left out limits nothing.
   *
   * @throws AlbumenException {@code BAD_CONFIGURATION}
   */
  public static Tenants read(Optional<Path> file) throws AlbumenException {
    if (file.isEmpty()) {
      return none();
    }
    try {
      Entries entries = Json.read(Files.readAllBytes(file.get()), Entries.class);
      Map<String, Tenant> tenants = new HashMap<>();
      for (Map.Entry<String, Entry> entry : entries.byName().entrySet()) {
        tenants.put(entry.getKey(), entry.getValue().named(entry.getKey()));
      }
      return new Tenants(tenants, true);
    } catch (IOException e) {
      String problem =
          e instanceof com.fasterxml.jackson.core.JsonProcessingException
              ? Json.problem(e)
              : "it cannot be read";
      throw new AlbumenException(
          FailureCode.BAD_CONFIGURATION, SETTING + " " + file.get() + ": " + problem, e);
    }
  }

  /** Whether there is a file of tenants. */
  public boolean known() {
    return known;
  }

  /**
   * What a caller may use.
   *
   * @throws AlbumenException {@code ROLE_MISSING} when the caller's tenant is none of these, or
   *     when one who is no operator has none
   */
  public Tenant of(Caller caller) throws AlbumenException {
    if (!known) {
      return new Tenant(caller.tenant(), null, Boundary.ANY_BUCKET);
    }
    Tenant tenant = caller.tenant() == null ? null : tenants.get(caller.tenant());
    if (tenant != null) {
      return tenant;
    }
    if (caller.tenant() == null && caller.may(Role.OPERATE)) {
      return Tenant.UNLIMITED;
    }
    throw caller.tenant() == null
        ? new AlbumenException(
            FailureCode.ROLE_MISSING, "the token names no tenant; only operators go without")
        : unknown(caller.tenant());
  }

  /**
   * What is left to a tenant whose submission was taken before.
   *
   * @param name null: nobody's in particular
   * @throws AlbumenException {@code ROLE_MISSING} when there is no such tenant any more
   */
  public Tenant named(@Nullable String name) throws AlbumenException {
    if (!known || name == null) {
      return Tenant.UNLIMITED;
    }
    Tenant tenant = tenants.get(name);
    if (tenant == null) {
      throw unknown(name);
    }
    return tenant;
  }

  private static AlbumenException unknown(String name) {
    return new AlbumenException(FailureCode.ROLE_MISSING, "tenant " + name + " is not known here");
  }

  /** The file. */
  private record Entries(Map<String, Entry> byName) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    Entries {}
  }

  private record Entry(
      @Nullable Long pendingJobs, @Nullable List<String> buckets, @Nullable List<String> targets) {
    Tenant named(String name) throws AlbumenException {
      if (pendingJobs != null && pendingJobs < 0) {
        throw bad(name, "pendingJobs must not be negative");
      }
      return new Tenant(name, pendingJobs, boundary(name));
    }

    private Boundary boundary(String name) throws AlbumenException {
      try {
        return Boundary.of(places(name, buckets), places(name, targets));
      } catch (AlbumenException e) {
        throw bad(name, String.valueOf(e.getMessage()));
      }
    }

    /** An empty list looks like nothing and would mean anything. */
    private static List<String> places(String name, @Nullable List<String> places)
        throws AlbumenException {
      if (places != null && places.isEmpty()) {
        throw bad(name, "a list of buckets is empty; leave it out to limit nothing");
      }
      return places == null ? List.of() : places;
    }

    private static AlbumenException bad(String name, String problem) {
      return new AlbumenException(
          FailureCode.BAD_CONFIGURATION, SETTING + ": tenant " + name + ": " + problem);
    }
  }
}
