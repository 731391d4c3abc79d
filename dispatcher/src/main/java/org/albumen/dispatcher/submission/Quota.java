package org.albumen.dispatcher.submission;

import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.submission.Objects;
import org.albumen.common.submission.SeedList;
import org.albumen.common.submission.Selection;
import org.albumen.dispatcher.access.Tenant;
import org.albumen.dispatcher.submit.Seeds;
import org.albumen.dispatcher.view.BatchView;
import org.albumen.dispatcher.view.Batches;
import org.albumen.dispatcher.view.Slice;
import org.jspecify.annotations.Nullable;

/**
 * How many jobs of a tenant may be pending. What is counted lags behind as the tracker does, and a
 * batch that has not been expanded counts by what is known of it: this keeps a tenant from filling
 * the queues, not from going a batch too far. Safe for use by several threads.
 */
final class Quota {
  private static final int PAGE = 1_000;

  /** Batches that are looked at, the latest. */
  private static final int PAGES = 10;

  private final Batches batches;

  Quota(Batches batches) {
    this.batches = batches;
  }

  /**
   * Refuses a submission of a tenant that has too many jobs.
   *
   * @throws AlbumenException {@code QUOTA_EXCEEDED}, {@code TRACKER_NOT_READY}
   */
  void require(Tenant tenant, Selection selection) throws AlbumenException {
    if (tenant.pendingJobs() == null) {
      return;
    }
    long pending = pending(tenant.name());
    long most = tenant.pendingJobs();
    if (pending >= most || pending + known(selection) > most) {
      throw new AlbumenException(
          FailureCode.QUOTA_EXCEEDED,
          "tenant " + tenant.name() + " has " + pending + " of " + most + " jobs pending");
    }
  }

  private long pending(@Nullable String tenant) throws AlbumenException {
    long pending = 0;
    String after = null;
    for (int page = 0; page < PAGES; page++) {
      Slice<BatchView> slice = batches.batches(tenant, after, PAGE);
      pending += slice.items().stream().mapToLong(BatchView::pending).sum();
      after = slice.next();
      if (after == null) {
        break;
      }
    }
    return pending;
  }

  private static long known(Selection selection) {
    if (selection instanceof Objects objects) {
      return objects.objects().size();
    }
    return selection instanceof SeedList seeds ? Seeds.parse(seeds.seeds()).count() : 1;
  }
}
