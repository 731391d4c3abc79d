package org.albumen.common.codec;

import java.time.Instant;
import java.util.List;
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
import org.albumen.common.event.JobSucceeded;
import org.albumen.common.event.NetworkUse;
import org.albumen.common.event.PhotoOutcome;
import org.albumen.common.event.ResultImage;
import org.albumen.common.event.Timings;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.Job;
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

/** One full value of everything that travels, for tests. */
public final class Examples {
  public static final Instant TIME = Instant.parse("2026-01-31T12:00:00Z");
  public static final String SHA256 = "0123456789abcdef".repeat(4);

  private Examples() {}

  /** A job in which nothing is left out. */
  public static Job job() {
    ObjectSource source = new ObjectSource("in", "box 1/scan é.tif", "v1", "abc", 12L, TIME);
    Target target = new Target("out", "restored/");
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
        JobReplayed.of(job(), 2));
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
