package org.albumen.dispatcher.access;

import org.albumen.common.failure.AlbumenException;
import org.albumen.common.job.ObjectRef;
import org.albumen.common.job.Target;
import org.albumen.common.store.Boundary;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant may use. Immutable.
 *
 * @param name the tenant's; null where there are no tenants
 * @param pendingJobs so many of its jobs may be pending; null: any number
 * @param boundary where its sources and results may be
 */
public record Tenant(@Nullable String name, @Nullable Long pendingJobs, Boundary boundary) {
  /** Everything that the settings allow. */
  public static final Tenant UNLIMITED = new Tenant(null, null, Boundary.ANY_BUCKET);

  /** Refuses a listing that would show what is not this tenant's. */
  public void requireSources(String bucket, String prefix) throws AlbumenException {
    inWords(() -> boundary.requireSources(bucket, prefix));
  }

  /** Refuses an object that is not this tenant's. */
  public void requireSource(ObjectRef ref) throws AlbumenException {
    inWords(() -> boundary.requireSource(ref));
  }

  /** Refuses a target that is not this tenant's. */
  public void requireTarget(Target target) throws AlbumenException {
    inWords(() -> boundary.requireTarget(target));
  }

  private interface Rule {
    void require() throws AlbumenException;
  }

  /** The boundary speaks of the settings; a tenant's stands in the file of tenants. */
  private void inWords(Rule rule) throws AlbumenException {
    try {
      rule.require();
    } catch (AlbumenException e) {
      throw new AlbumenException(
          e.code(),
          String.valueOf(e.getMessage()).replaceFirst(": see albumen\\..*", "")
              + (name == null ? "" : " by tenant " + name),
          e);
    }
  }
}
