package org.albumen.common.store;

import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.Target;

/** Whether a target is there before jobs are made for it. Stateless. */
public final class TargetCheck {
  private TargetCheck() {}

  /**
   * Refuses a target whose bucket is missing: every job would fail, each on its own; better to say
   * so once. Whoever submits may lack the workers' rights on the target, so that no other answer
   * counts.
   *
   * @throws AlbumenException {@code BUCKET_NOT_FOUND} or {@code STORE_UNAVAILABLE}
   */
  public static void requireBucket(ObjectStore store, Target target) throws AlbumenException {
    try {
      store.list(target.bucket(), target.prefix()).close();
    } catch (AlbumenException e) {
      if (e.code() == FailureCode.BUCKET_NOT_FOUND || e.code() == FailureCode.STORE_UNAVAILABLE) {
        throw e;
      }
    }
  }
}
