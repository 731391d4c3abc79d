package org.albumen.dispatcher.api;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.albumen.common.batch.RowRejected;
import org.albumen.common.deadletter.LetterId;
import org.albumen.common.event.JobReviewed;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.licence.LicenceClass;
import org.albumen.common.recipe.Recipe;
import org.albumen.dispatcher.view.Backlog.LaneBacklog;
import org.albumen.dispatcher.view.BatchView;
import org.albumen.dispatcher.view.JobView;
import org.jspecify.annotations.Nullable;

/** What requests and answers hold besides what others define. */
final class Answers {
  private Answers() {}

  /** What is wanted to run again; {@code codes} null: whatever failed. */
  record RetryRequest(@Nullable Set<FailureCode> codes) {
    static final RetryRequest ALL = new RetryRequest(null);
  }

  /** Letters that are meant, and why; exactly one way of naming them, or a batch and codes. */
  record LettersRequest(
      @Nullable List<LetterId> ids,
      @Nullable String batch,
      @Nullable Set<FailureCode> codes,
      @Nullable Boolean everything,
      @Nullable String reason) {}

  /** What became of letters. */
  record Resolved(long replayed, long resolvedBefore, long refused) {}

  /** What became of letters that were dropped. */
  record Dropped(long dropped, long resolvedBefore) {}

  /** What somebody thinks of a result. */
  record ReviewRequest(JobReviewed.Verdict verdict, @Nullable String note) {
    ReviewRequest {
      requireNonNull(verdict, "verdict");
    }
  }

  /** A batch with what was wrong with its manifest. */
  record Report(BatchView batch, List<RowRejected> rejectedRows) {}

  /** A job with links to its objects. */
  record JobDetail(JobView job, JobLinks links, Instant linksExpireAt) {}

  /** Presigned GETs; null where there is no object. */
  record JobLinks(@Nullable URI source, @Nullable URI result, @Nullable URI sidecar) {}

  /** A recipe, and whether its networks' licences allow it here. */
  record RecipeView(
      String reference,
      Recipe recipe,
      List<String> networks,
      Set<LicenceClass> licenceClasses,
      boolean allowed) {}

  /** A network of the built-in catalogue. */
  record ModelView(
      String name, String title, String licence, LicenceClass licenceClass, boolean allowed) {}

  /** What waits; gpuSeconds null while some lane with jobs was never measured. */
  record BacklogView(List<LaneBacklog> lanes, long jobs, @Nullable Double gpuSeconds) {}

  /** Whether requests are answered. */
  record Health(String status, Map<String, Boolean> parts) {}

  /** A list that is whole. */
  record Whole<T>(List<T> items) {}
}
