package org.albumen.common.codec;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.albumen.common.batch.BatchCancelled;
import org.albumen.common.batch.BatchCompleted;
import org.albumen.common.batch.BatchEvent;
import org.albumen.common.batch.BatchExpanded;
import org.albumen.common.batch.BatchRejected;
import org.albumen.common.batch.BatchStarted;
import org.albumen.common.batch.RowRejected;
import org.albumen.common.control.CancelBatch;
import org.albumen.common.control.ForgetBatch;
import org.albumen.common.deadletter.LetterId;
import org.albumen.common.deadletter.Origin;
import org.albumen.common.deadletter.Resolution;
import org.albumen.common.event.Agreement;
import org.albumen.common.event.FaceFinding;
import org.albumen.common.event.FaceOutcome;
import org.albumen.common.event.JobAccepted;
import org.albumen.common.event.JobCancelled;
import org.albumen.common.event.JobEvent;
import org.albumen.common.event.JobFailed;
import org.albumen.common.event.JobReplayed;
import org.albumen.common.event.JobReviewed;
import org.albumen.common.event.JobSucceeded;
import org.albumen.common.event.NetworkUse;
import org.albumen.common.event.PhotoOutcome;
import org.albumen.common.event.ResultImage;
import org.albumen.common.event.Timings;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.Job;
import org.albumen.common.job.Lane;
import org.albumen.common.job.ObjectRef;
import org.albumen.common.job.ObjectSource;
import org.albumen.common.job.SeedSource;
import org.albumen.common.job.Target;
import org.albumen.common.recipe.GenerateRecipe;
import org.albumen.common.recipe.ImageFormat;
import org.albumen.common.recipe.Recipes;
import org.albumen.common.sidecar.Alteration;
import org.albumen.common.sidecar.Sidecar;
import org.albumen.common.sidecar.SourceImage;
import org.albumen.common.submission.Cursor;
import org.albumen.common.submission.Filter;
import org.albumen.common.submission.KeyFilter;
import org.albumen.common.submission.Manifest;
import org.albumen.common.submission.Objects;
import org.albumen.common.submission.Prefix;
import org.albumen.common.submission.Sample;
import org.albumen.common.submission.SeedList;
import org.albumen.common.submission.Selection;
import org.albumen.common.submission.Submission;
import org.albumen.common.submission.SubmissionPage;

/** One full value of everything that travels, for tests. */
public final class Examples {
  public static final Instant TIME = Instant.parse("2026-01-31T12:00:00Z");
  public static final String SHA256 = "0123456789abcdef".repeat(4);

  private Examples() {}

  /** A job in which nothing is left out. */
  public static Job job() {
    ObjectSource source = new ObjectSource("in", "box 1/scan é.tif", "v1", "abc", 12L, TIME);
    Target target = new Target("out", "restored/").allowedInsideSource();
    return new Job(
        "0123456789abcdef0123456789abcdef",
        "spring 26",
        source,
        "photo@1",
        target,
        TIME,
        TIME.plusSeconds(3600));
  }

  /** A job in which everything that may be left out is. */
  public static Job smallestJob() {
    return new Job(
        "j", "b", ObjectSource.of("in", "a.jpg"), "photo@1", new Target("out", ""), TIME, null);
  }

  /** A job that draws an image. */
  public static Job seedJob() {
    return Job.of("b", new SeedSource(7), "faces-progan@1", new Target("out", "faces/"), TIME);
  }

  /** One event of each kind, one about a seed, and one after a replay. */
  public static List<JobEvent> events() {
    return List.of(
        JobAccepted.of(job()),
        JobAccepted.of(seedJob()),
        succeeded(),
        new JobFailed(
            "j", "b", ref(), "photo@1", FailureCode.IMAGE_DAMAGED, "it ends early", 1, "w1"),
        new JobFailed("j", "b", ref(), "photo@1", FailureCode.STORE_UNAVAILABLE, "late", 3, "w1")
            .afterReplays(2),
        new JobCancelled("j", "b", ref()),
        new JobCancelled("j", "b", ref()).afterReplays(2),
        JobReplayed.of(job(), 2),
        new JobReviewed(
            "j", "b", ref(), "r1", JobReviewed.Verdict.REJECTED, "ann", "her eyes are brown"));
  }

  /** A page in which nothing is left out, and one of each kind of selection. */
  public static List<SubmissionPage> pages() {
    Submission full =
        new Submission(
            "spring-26",
            new Prefix("in", "box 1/", KeyFilter.PHOTOGRAPHS),
            new Filter("box 1/**.tif", 1L, 99L, TIME),
            new Sample(10L, 1_000L),
            "photo@1",
            job().target(),
            "gpu-80g",
            Lane.INTERACTIVE,
            7,
            "Spring 1926",
            "museum",
            "ann",
            TIME,
            TIME.plusSeconds(3600),
            "0f".repeat(32));
    return List.of(
        new SubmissionPage(full, new Cursor(1, "box 1/é.tif", 2, 3, 4, 5, 6, 7, 8, 9)),
        first(new Manifest("in", "all.csv", "v1", Manifest.Format.CSV)),
        first(new Objects(List.of((ObjectSource) job().source(), ObjectSource.of("in", "b.jpg")))),
        first(new SeedList("0-31")));
  }

  private static SubmissionPage first(Selection selection) {
    return SubmissionPage.first(
        Submission.of("b", selection, "photo@1", new Target("out", ""), TIME));
  }

  /** One event of each kind about a batch. */
  public static List<BatchEvent> batchEvents() {
    return List.of(
        new BatchStarted("b"),
        new RowRejected("b", "all.csv", 12, FailureCode.MALFORMED_ROW, "no key"),
        new BatchExpanded("b", 10, 2_000, 3, 1),
        new BatchRejected("b", FailureCode.NOTHING_SELECTED, "no object", 0),
        new BatchCancelled("b", "ann"),
        new BatchCompleted("b", 10, 7, 2, 1, Map.of(FailureCode.IMAGE_DAMAGED, 2L), 12.5, 1));
  }

  /** The order to run no more of a batch. */
  public static CancelBatch cancelBatch() {
    return new CancelBatch("b", "ann", TIME);
  }

  /** The order to forget a batch. */
  public static ForgetBatch forgetBatch() {
    return new ForgetBatch("b", "ann", TIME);
  }

  /** A decision about a dead letter in which nothing is left out. */
  public static Resolution resolution() {
    return new Resolution(
        new LetterId(0, 17),
        Resolution.Action.REPLAYED,
        new Origin("albumen.jobs.photo", 3, 42, TIME.toEpochMilli()),
        "j",
        "b",
        "ann@host",
        TIME,
        "the disk was full");
  }

  private static JobSucceeded succeeded() {
    FaceFinding face =
        new FaceFinding(
            1.5,
            2,
            30,
            40.25,
            0.9,
            List.of(new FaceFinding.Landmark(3, 4)),
            FaceOutcome.FAILED,
            FailureCode.OUTPUT_INVALID,
            new Agreement(31.5, 0.97));
    return new JobSucceeded(
        "j",
        "b",
        ref(),
        "photo@1",
        SHA256,
        new ResultImage("out", "r.png", "image/png", SHA256, 99, 640, 480),
        new ObjectRef("out", "r.json"),
        PhotoOutcome.RESTORED,
        List.of(face),
        List.of(new NetworkUse("realesrgan-x2plus", SHA256, "BSD-3-Clause")),
        new Timings(1, 2, 3, 4, 5),
        false,
        2,
        "w1");
  }

  /** One sidecar of a photograph in which nothing is left out, and one of a seed. */
  public static List<Sidecar> sidecars() {
    JobSucceeded event = succeeded();
    Sidecar full =
        new Sidecar(
            Sidecar.SCHEMA,
            SHA256,
            "j",
            "b",
            job().source(),
            SHA256,
            640,
            480,
            new SourceImage(
                "TIFF",
                16,
                1,
                "Gray Gamma 2.2",
                List.of(new SourceImage.Note("FIRST_PAGE_ONLY", "the other 2 were not read"))),
            Recipes.full(),
            event.result(),
            new Sidecar.Downscaled(320, 240),
            PhotoOutcome.NEEDS_REVIEW,
            event.faces(),
            new Agreement(null, 1),
            new Alteration(0.25, event.result()),
            new ObjectRef("out", "r.premis.xml"),
            event.networks(),
            event.timings(),
            "Albumen 0.1.0",
            1,
            "w1",
            TIME);
    Sidecar ofSeed =
        new Sidecar(
            Sidecar.SCHEMA,
            SHA256,
            "j",
            "b",
            new SeedSource(7),
            null,
            null,
            null,
            null,
            new GenerateRecipe("g", 1, "n", 0.5, ImageFormat.PNG, null),
            event.result(),
            null,
            null,
            List.of(),
            null,
            null,
            null,
            event.networks(),
            event.timings(),
            "Albumen 0.1.0",
            1,
            "w1",
            TIME);
    return List.of(full, ofSeed);
  }

  private static ObjectRef ref() {
    return new ObjectRef("in", "a.jpg");
  }
}
