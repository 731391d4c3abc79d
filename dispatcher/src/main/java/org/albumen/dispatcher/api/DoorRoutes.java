package org.albumen.dispatcher.api;

import java.util.Map;
import org.albumen.common.event.ResultImage;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.ObjectRef;
import org.albumen.dispatcher.api.problem.Refusal;
import org.albumen.dispatcher.frontdoor.IslandoraDoor;
import org.albumen.dispatcher.frontdoor.IslandoraDoor.Done;
import org.albumen.dispatcher.frontdoor.IslandoraDoor.NotAcceptable;
import org.albumen.dispatcher.frontdoor.IslandoraDoor.Outcome;
import org.albumen.dispatcher.frontdoor.IslandoraDoor.Pending;
import org.albumen.dispatcher.link.LinkedObjects;
import org.albumen.dispatcher.link.LinkedObjects.Body;

/** {@code /islandora}: an archive asks for a derivative and gets it, or is told to come again. */
final class DoorRoutes {
  private static final long MOST_BYTES = 1L << 30;

  private final IslandoraDoor islandora;
  private final LinkedObjects objects;

  DoorRoutes(IslandoraDoor islandora, LinkedObjects objects) {
    this.islandora = islandora;
    this.objects = objects;
  }

  void register(Routes routes) {
    routes.stream("/islandora", Routes.SUBMIT, this::derivative);
  }

  private void derivative(Exchange x) throws AlbumenException {
    Outcome outcome =
        islandora.ask(
            x.ctx().header("Accept"),
            x.ctx().header("X-Islandora-Args"),
            x.ctx().header("Apix-Ldp-Resource"),
            x.caller());
    if (outcome instanceof Done done) {
      stream(x, done.result());
    } else if (outcome instanceof Pending pending) {
      x.ctx().header("Location", "/batches/" + pending.batchId() + "/jobs/" + pending.jobId());
      x.ctx().header("Retry-After", Integer.toString(pending.retryAfterSeconds()));
      x.json(202, pending);
    } else if (outcome instanceof NotAcceptable none) {
      throw new Refusal(FailureCode.BAD_ARGUMENT, 406, none.why(), Map.of());
    }
  }

  /** Javalin closes the stream when the answer is written. */
  private void stream(Exchange x, ResultImage result) throws AlbumenException {
    Body body = objects.open(new ObjectRef(result.bucket(), result.key()), MOST_BYTES);
    if (body.length() >= 0) {
      x.ctx().header("Content-Length", Long.toString(body.length()));
    }
    x.ctx().header("ETag", "\"" + result.sha256() + "\"");
    x.ctx().contentType(result.mediaType()).result(body.bytes());
  }
}
