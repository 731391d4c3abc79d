package org.albumen.worker.task;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.albumen.common.digest.Digest;
import org.albumen.common.event.NetworkUse;
import org.albumen.common.event.Timings;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.ObjectSource;
import org.albumen.common.recipe.ImageFormat;
import org.albumen.common.recipe.RestoreRecipe;
import org.albumen.common.store.ObjectHead;
import org.albumen.worker.fetch.Scratch;
import org.albumen.worker.guard.Stage;
import org.albumen.worker.metrics.WorkerMetrics;
import org.albumen.worker.restore.Restorer;
import org.albumen.worker.restore.Restorer.Outputs;
import org.albumen.worker.restore.Restorer.Restored;
import org.albumen.worker.task.Made.Original;
import org.albumen.worker.task.Made.Restoration;

/** {@code fetch -> decode -> restore -> encode}: a photograph. */
record RestoreTask(RestoreRecipe recipe, ObjectSource source, Tools tools) implements Task {

  /** The task on a source whose identity is looked up if the job does not tell it. */
  static RestoreTask of(RestoreRecipe recipe, ObjectSource source, Tools tools)
      throws AlbumenException {
    if (source.identified()) {
      return new RestoreTask(recipe, source, tools);
    }
    ObjectSource found =
        tools
            .store()
            .head(source.ref())
            .map(ObjectHead::asSource)
            .orElseThrow(
                () ->
                    new AlbumenException(
                        FailureCode.SOURCE_NOT_FOUND, source.ref() + " does not exist"));
    return new RestoreTask(recipe, found, tools);
  }

  @Override
  public List<NetworkUse> networks() throws AlbumenException {
    return tools.restorer().networks(recipe);
  }

  @Override
  public int pipelineVersion() {
    return Restorer.PIPELINE_VERSION;
  }

  @Override
  public Made make(Scratch scratch, DoubleConsumer progress)
      throws AlbumenException, InterruptedException {
    Path photograph = scratch.file("source");
    ImageFormat format = recipe.formatFor(source.key());
    Outputs outputs = new Outputs(scratch.file("result"), scratch.file("mask"));
    long start = System.nanoTime();
    ObjectHead fetched =
        tools
            .limits()
            .within(
                Stage.FETCH, () -> tools.store().get(source, photograph, tools.maxSourceBytes()));
    tools.metrics().read(fetched.size());
    long fetchMs = NANOSECONDS.toMillis(System.nanoTime() - start);
    Restored restored = tools.restorer().restore(recipe, photograph, outputs, format, progress);
    Timings timings =
        new Timings(fetchMs, restored.decodeMs(), restored.restoreMs(), restored.encodeMs(), 0);
    record(timings);
    requireUnchanged();
    return new Made(
        outputs.result(),
        format,
        restored.width(),
        restored.height(),
        original(photograph, restored),
        restoration(restored, outputs),
        timings);
  }

  /**
   * A source that is known by size and time alone is looked at again, as no precondition held it.
   */
  private void requireUnchanged() throws AlbumenException {
    if (source.versionId() != null || source.etag() != null) {
      return;
    }
    boolean same =
        tools
            .store()
            .head(source.ref())
            .flatMap(head -> head.asSource().withoutTag().identity())
            .equals(source.identity());
    if (!same) {
      throw new AlbumenException(
          FailureCode.SOURCE_CHANGED, source.ref() + " is not what was submitted");
    }
  }

  private Restoration restoration(Restored restored, Outputs outputs) {
    return new Restoration(
        restored.outcome(),
        restored.downscaled(),
        restored.faces(),
        restored.consistency(),
        restored.coverage(),
        recipe.storesMask() ? outputs.mask() : null);
  }

  private static Original original(Path photograph, Restored restored) {
    try {
      return new Original(
          Digest.ofFile(photograph),
          restored.sourceWidth(),
          restored.sourceHeight(),
          restored.image());
    } catch (IOException e) {
      throw new UncheckedIOException("the local disk failed", e);
    }
  }

  private void record(Timings timings) {
    WorkerMetrics metrics = tools.metrics();
    metrics.stage("fetch", Duration.ofMillis(timings.fetchMs()));
    metrics.stage("decode", Duration.ofMillis(timings.decodeMs()));
    metrics.stage("restore", Duration.ofMillis(timings.restoreMs()));
    metrics.stage("encode", Duration.ofMillis(timings.encodeMs()));
  }
}
