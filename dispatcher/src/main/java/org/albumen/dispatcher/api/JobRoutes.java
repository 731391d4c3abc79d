package org.albumen.dispatcher.api;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.albumen.common.digest.Digest;
import org.albumen.common.event.JobReviewed;
import org.albumen.common.event.ResultImage;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.ObjectRef;
import org.albumen.common.store.Links;
import org.albumen.common.store.ObjectStore;
import org.albumen.dispatcher.api.Answers.JobDetail;
import org.albumen.dispatcher.api.Answers.JobLinks;
import org.albumen.dispatcher.api.Answers.ReviewRequest;
import org.albumen.dispatcher.order.Orders;
import org.albumen.dispatcher.preview.Previews;
import org.albumen.dispatcher.view.Batches;
import org.albumen.dispatcher.view.JobQuery;
import org.albumen.dispatcher.view.JobState;
import org.albumen.dispatcher.view.JobView;
import org.jspecify.annotations.Nullable;

/** {@code /batches/{batch}/jobs}: list, look at closely, review. */
final class JobRoutes {
  private static final int SIDECAR_BYTES = 8 << 20;
  private static final int ETAG_DIGITS = 16;
  private static final int LONGEST_NOTE = 1_000;
  private static final String ONE = "/batches/{batch}/jobs/{job}";

  private final Batches batches;
  private final KnownBatches known;
  private final ObjectStore store;
  private final Links links;
  private final Duration linkTtl;
  private final Previews previews;
  private final Orders orders;
  private final Clock clock;

  JobRoutes(
      ApiParts parts,
      KnownBatches known,
      Duration linkTtl,
      Previews previews,
      Orders orders,
      Clock clock) {
    this.batches = parts.batches();
    this.store = parts.store();
    this.links = parts.links();
    this.known = known;
    this.linkTtl = linkTtl;
    this.previews = previews;
    this.orders = orders;
    this.clock = clock;
  }

  void register(Routes routes) {
    routes.get(
        "/batches/{batch}/jobs",
        Routes.READ,
        this::list,
        "state",
        "code",
        "review",
        "after",
        "limit");
    routes.get(ONE, Routes.READ, this::detail);
    routes.get(ONE + "/sidecar", Routes.READ, this::sidecar);
    routes.get(ONE + "/preview/{which}", Routes.READ, this::preview, "width");
    routes.post(ONE + "/review", Routes.OPERATE, this::review);
  }

  private void list(Exchange x) throws AlbumenException {
    String batchId = known.require(x.path("batch"), x.caller()).batchId();
    JobQuery query = new JobQuery(state(x), x.code("code"), x.flag("review"));
    x.json(200, batches.jobs(batchId, query, x.query("after"), x.limit()));
  }

  private void detail(Exchange x) throws AlbumenException {
    JobView job = job(x);
    JobLinks made =
        new JobLinks(
            job.source() instanceof ObjectRef source ? links.link(source, linkTtl) : null,
            job.result() == null ? null : links.link(refOf(job.result()), linkTtl),
            job.sidecar() == null ? null : links.link(job.sidecar(), linkTtl));
    x.json(200, new JobDetail(job, made, clock.instant().plus(linkTtl)));
  }

  private void sidecar(Exchange x) throws AlbumenException {
    JobView job = job(x);
    if (job.sidecar() == null) {
      throw notThere("the job has no sidecar");
    }
    Optional<byte[]> sidecar = store.read(job.sidecar(), SIDECAR_BYTES);
    if (sidecar.isEmpty()) {
      throw notThere("there is no " + job.sidecar());
    }
    x.ctx().contentType("application/json").result(sidecar.get());
  }

  private void preview(Exchange x) throws AlbumenException {
    int width = x.number("width", Previews.LEAST_WIDTH, Previews.MOST_WIDTH, Previews.WIDTH);
    JobView job = job(x);
    ObjectRef ref = shown(job, x.path("which"));
    String etag = etag(job, ref, width);
    x.ctx().header("ETag", etag);
    x.ctx().header("Cache-Control", "private, max-age=600");
    if (etag.equals(x.ctx().header("If-None-Match"))) {
      x.ctx().status(304);
      return;
    }
    x.ctx().contentType("image/jpeg").result(previews.jpeg(ref, width));
  }

  private void review(Exchange x) throws AlbumenException {
    ReviewRequest request = x.body(ReviewRequest.class);
    if (request.note() != null && request.note().length() > LONGEST_NOTE) {
      throw Exchange.bad("note has more than " + LONGEST_NOTE + " characters");
    }
    JobView job = job(x);
    if (job.result() == null) {
      throw notThere("the job has no result to review");
    }
    orders.review(
        new JobReviewed(
            job.jobId(),
            job.batchId(),
            job.source(),
            "",
            request.verdict(),
            x.caller().name(),
            request.note()));
    x.ctx().status(204);
  }

  private JobView job(Exchange x) throws AlbumenException {
    return known.requireJob(x.path("batch"), x.path("job"), x.caller());
  }

  private static ObjectRef shown(JobView job, String which) throws AlbumenException {
    if (which.equals("source")) {
      if (job.source() instanceof ObjectRef source) {
        return source;
      }
      throw notThere("the job's source is a seed, which nobody can look at");
    }
    if (!which.equals("result")) {
      throw Exchange.bad("a preview is of source or result");
    }
    if (job.result() == null) {
      throw notThere("the job has no result");
    }
    return refOf(job.result());
  }

  private static ObjectRef refOf(ResultImage result) {
    return new ObjectRef(result.bucket(), result.key());
  }

  /** A source may be written anew, but a job's result never changes. */
  private static String etag(JobView job, ObjectRef ref, int width) {
    String content = job.result() == null ? job.jobId() : job.result().sha256();
    String digest = Digest.sha256().text(ref.toString()).text(content).text("" + width).hex();
    return "\"" + digest.substring(0, ETAG_DIGITS) + "\"";
  }

  private static @Nullable JobState state(Exchange x) throws AlbumenException {
    String text = x.query("state");
    return text == null
        ? null
        : switch (text) {
          case "pending" -> JobState.PENDING;
          case "succeeded" -> JobState.SUCCEEDED;
          case "failed" -> JobState.FAILED;
          case "cancelled" -> JobState.CANCELLED;
          default ->
              throw Exchange.bad("state must be one of pending, succeeded, failed, cancelled");
        };
  }

  private static AlbumenException notThere(String message) {
    return new AlbumenException(FailureCode.SOURCE_NOT_FOUND, message);
  }
}
