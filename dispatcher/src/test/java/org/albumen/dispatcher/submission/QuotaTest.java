package org.albumen.dispatcher.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.store.Boundary;
import org.albumen.common.submission.Prefix;
import org.albumen.common.submission.SeedList;
import org.albumen.common.submission.Selection;
import org.albumen.dispatcher.access.Tenant;
import org.albumen.dispatcher.api.FakeBatches;
import org.albumen.dispatcher.api.Views;
import org.albumen.dispatcher.view.BatchState;
import org.junit.jupiter.api.Test;

class QuotaTest {
  private static final Tenant NORTH = new Tenant("north", 6L, Boundary.ANY_BUCKET);

  private final FakeBatches batches = new FakeBatches();
  private final Quota quota = new Quota(batches);

  @Test
  void aTenantMayHaveSoManyJobsPendingAndNotOneMore() throws Exception {
    // Given
    batches.put(Views.batch("b-1", BatchState.RUNNING, 3, "north"));
    batches.put(Views.batch("b-2", BatchState.RUNNING, 5, "south"));

    // When
    quota.require(NORTH, new SeedList("0-2"));
    AlbumenException refused = refused(NORTH, new SeedList("0-3"));

    // Then
    assertThat(refused.code()).isEqualTo(FailureCode.QUOTA_EXCEEDED);
    assertThat(refused).hasMessage("tenant north has 3 of 6 jobs pending");
  }

  @Test
  void whoHasReachedItMaySubmitNothing() {
    // Given
    batches.put(Views.batch("b-1", BatchState.RUNNING, 6, "north"));

    // When
    AlbumenException refused = refused(NORTH, new Prefix("scans", "", null));

    // Then
    assertThat(refused.code()).isEqualTo(FailureCode.QUOTA_EXCEEDED);
  }

  @Test
  void whoHasNoQuotaIsNotCounted() throws Exception {
    // Given
    batches.put(Views.batch("b-1", BatchState.RUNNING, 1_000_000, null));

    // When / Then
    quota.require(Tenant.UNLIMITED, new SeedList("0-9"));
  }

  private AlbumenException refused(Tenant tenant, Selection selection) {
    return catchThrowableOfType(AlbumenException.class, () -> quota.require(tenant, selection));
  }
}
