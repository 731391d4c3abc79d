package org.albumen.dispatcher;

import java.util.Collections;
import java.util.List;
import org.albumen.common.event.FaceFinding;
import org.albumen.common.event.JobAccepted;
import org.albumen.common.event.JobCancelled;
import org.albumen.common.event.JobFailed;
import org.albumen.common.event.JobReplayed;
import org.albumen.common.event.JobSucceeded;
import org.albumen.common.event.PhotoOutcome;
import org.albumen.common.event.ResultImage;
import org.albumen.common.event.Timings;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.ObjectRef;

/** Events made by hand. A job's id is its batch, a slash and a letter; its source the letter. */
public final class Events {
  private static final String SHA = "0".repeat(64);

  private Events() {}

  public static JobAccepted accepted(String batch, String job) {
    return new JobAccepted(id(batch, job), batch, source(job), "photo@1", null);
  }

  public static JobSucceeded succeeded(String batch, String job, int faces, boolean reused) {
    FaceFinding face = FaceFinding.detected(1, 2, 30, 40, 0.9, List.of());
    return new JobSucceeded(
        id(batch, job),
        batch,
        source(job),
        "photo@1",
        SHA,
        new ResultImage("results", "out/" + job + ".png", "image/png", SHA, 10, 4, 2),
        new ObjectRef("results", "out/" + job + ".json"),
        PhotoOutcome.of(false, Collections.nCopies(faces, face)),
        Collections.nCopies(faces, face),
        List.of(),
        new Timings(100, 200, 1000, 150, 50),
        reused,
        1,
        "worker-1");
  }

  public static JobFailed failed(String batch, String job, FailureCode code) {
    return new JobFailed(
        id(batch, job), batch, source(job), "photo@1", code, "it is so", 1, "worker-1");
  }

  public static JobReplayed replayed(String batch, String job, int replays) {
    return new JobReplayed(id(batch, job), batch, source(job), "photo@1", replays);
  }

  public static JobCancelled cancelled(String batch, String job) {
    return new JobCancelled(id(batch, job), batch, source(job));
  }

  private static String id(String batch, String job) {
    return batch + "/" + job;
  }

  private static ObjectRef source(String job) {
    return new ObjectRef("archive", job + ".jpg");
  }
}
