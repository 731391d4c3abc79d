package org.albumen.dispatcher.tally;

import java.util.List;
import org.albumen.common.event.FaceFinding;
import org.albumen.common.event.JobEvent;
import org.albumen.common.event.JobFailed;
import org.albumen.common.event.JobSucceeded;
import org.albumen.common.event.PhotoOutcome;
import org.albumen.common.event.ResultImage;
import org.albumen.common.event.Timings;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.ObjectRef;
import org.albumen.dispatcher.view.JobView;
import org.jspecify.annotations.Nullable;

/** What the event that counts said. */
record JobEnd(
    @Nullable FailureCode code,
    @Nullable String message,
    @Nullable PhotoOutcome photograph,
    @Nullable ResultImage result,
    @Nullable ObjectRef sidecar,
    List<FaceFinding> faces,
    @Nullable Timings timings,
    @Nullable String worker) {
  /** Of a photograph with more faces so many are kept; its sidecar has all. */
  static final int MAX_FACES = 500;

  private static final JobEnd NONE =
      new JobEnd(null, null, null, null, null, List.of(), null, null);

  static JobEnd of(JobEvent event) {
    if (event instanceof JobSucceeded s) {
      List<FaceFinding> faces =
          s.faces().size() <= MAX_FACES ? s.faces() : s.faces().subList(0, MAX_FACES);
      return new JobEnd(
          null, null, s.photograph(), s.result(), s.sidecar(), faces, s.timings(), s.worker());
    }
    if (event instanceof JobFailed f) {
      return new JobEnd(
          f.code(), JobFold.shortened(f.message()), null, null, null, List.of(), null, f.worker());
    }
    return NONE;
  }

  static JobEnd of(JobView v) {
    return new JobEnd(
        v.code(),
        v.message(),
        v.photograph(),
        v.result(),
        v.sidecar(),
        v.faces(),
        v.timings(),
        v.worker());
  }
}
