package org.albumen.dispatcher.api;

import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.dispatcher.access.Caller;
import org.albumen.dispatcher.access.Role;
import org.albumen.dispatcher.api.Answers.Report;
import org.albumen.dispatcher.api.Answers.RetryRequest;
import org.albumen.dispatcher.api.sse.Watchers;
import org.albumen.dispatcher.frontdoor.CloudEventDoor;
import org.albumen.dispatcher.frontdoor.CloudEventDoor.Incoming;
import org.albumen.dispatcher.order.Orders;
import org.albumen.dispatcher.submission.SubmissionRequest;
import org.albumen.dispatcher.submission.Submissions;
import org.albumen.dispatcher.view.BatchState;
import org.albumen.dispatcher.view.BatchView;
import org.albumen.dispatcher.view.Batches;
import org.jspecify.annotations.Nullable;

/** {@code /batches}: make, look at, cancel, retry, forget. */
final class BatchRoutes {
  /** Malformed rows that a report has at most. */
  private static final int ROWS = 1_000;

  private final Batches batches;
  private final KnownBatches known;
  private final Submissions submissions;
  private final Orders orders;
  private final LetterDesk letters;
  private final Watchers watchers;

  BatchRoutes(
      Batches batches,
      KnownBatches known,
      Submissions submissions,
      Orders orders,
      LetterDesk letters,
      Watchers watchers) {
    this.batches = batches;
    this.known = known;
    this.submissions = submissions;
    this.orders = orders;
    this.letters = letters;
    this.watchers = watchers;
  }

  void register(Routes routes) {
    routes.post("/batches", Routes.SUBMIT, this::create, "dryRun");
    routes.get("/batches", Routes.READ, this::list, "after", "limit");
    routes.get("/batches/{batch}", Routes.READ, x -> x.json(200, batch(x)));
    routes.stream("/batches/{batch}/events", Routes.READ, this::events);
    routes.post("/batches/{batch}/cancel", Routes.SUBMIT_OR_OPERATE, this::cancel);
    routes.post("/batches/{batch}/retry", Routes.OPERATE, this::retry);
    routes.get("/batches/{batch}/report", Routes.READ, this::report);
    routes.delete("/batches/{batch}/report", Routes.OPERATE, this::forget);
  }

  private void create(Exchange x) throws AlbumenException {
    Incoming incoming = CloudEventDoor.read(x.mediaType(), x.ctx()::header, x.bytes());
    if (incoming.plain()) {
      Exchange.requireJson(x.mediaType());
    }
    SubmissionRequest request = Exchange.read(incoming.request(), SubmissionRequest.class);
    if (x.flag("dryRun")) {
      x.json(200, submissions.dryRun(request, x.caller()));
      return;
    }
    BatchView view = submissions.submit(request, x.caller(), key(x, incoming));
    x.ctx().header("Location", "/batches/" + view.batchId());
    x.json(202, view);
  }

  private void list(Exchange x) throws AlbumenException {
    x.json(200, batches.batches(x.caller().tenant(), x.query("after"), x.limit()));
  }

  private void events(Exchange x) throws AlbumenException {
    BatchView first = batch(x);
    watchers.watch(x.ctx(), first);
  }

  private void cancel(Exchange x) throws AlbumenException {
    BatchView view = batch(x);
    requireOwn(view, x.caller());
    if (view.state().ended()) {
      throw new AlbumenException(
          FailureCode.BATCH_ENDED, "batch " + view.batchId() + " has ended already");
    }
    orders.cancel(view.batchId(), x.caller().name());
    x.json(202, KnownBatches.cancelling(view));
  }

  /** Submitters cancel what is their own tenant's; without tenants everything is. */
  private static void requireOwn(BatchView view, Caller caller) throws AlbumenException {
    boolean own =
        caller.tenant() == null ? view.tenant() == null : caller.tenant().equals(view.tenant());
    if (!caller.may(Role.OPERATE) && !own) {
      throw new AlbumenException(
          FailureCode.ROLE_MISSING, caller.name() + " lacks role operate for others' batches");
    }
  }

  private void retry(Exchange x) throws AlbumenException {
    RetryRequest request = x.body(RetryRequest.class, RetryRequest.ALL);
    BatchView view = batch(x);
    if (view.state() == BatchState.CANCELLED || view.state() == BatchState.CANCELLING) {
      // Workers pass a cancelled batch's jobs over, replayed or not.
      throw new AlbumenException(
          FailureCode.BATCH_ENDED,
          "batch " + view.batchId() + " is cancelled; submit what failed as another batch");
    }
    x.json(202, letters.retry(view.batchId(), request, x.caller()));
  }

  private void report(Exchange x) throws AlbumenException {
    BatchView view = batch(x);
    x.json(200, new Report(view, batches.rejectedRows(view.batchId(), ROWS)));
  }

  private void forget(Exchange x) throws AlbumenException {
    BatchView view = batch(x);
    if (!view.state().ended()) {
      throw new AlbumenException(
          FailureCode.BATCH_NOT_ENDED,
          "batch " + view.batchId() + " has " + view.pending() + " jobs that have not ended");
    }
    orders.forget(view.batchId(), x.caller().name());
    x.ctx().status(204);
  }

  private BatchView batch(Exchange x) throws AlbumenException {
    return known.require(x.path("batch"), x.caller());
  }

  private static @Nullable String key(Exchange x, Incoming incoming) {
    String given = x.ctx().header("Idempotency-Key");
    return given == null ? incoming.key() : given;
  }
}
