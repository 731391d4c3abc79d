package org.albumen.worker.task;

import java.util.List;
import java.util.function.DoubleConsumer;
import org.albumen.common.event.NetworkUse;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.job.Source;
import org.albumen.common.recipe.Recipe;
import org.albumen.worker.fetch.Scratch;

/** A recipe with a source that it can be used on. Safe for use by several threads. */
public sealed interface Task permits RestoreTask, GenerateTask {

  Recipe recipe();

  /** The job's source, identified. */
  Source source();

  /**
   * The networks that take part, in a fixed order; cheap, nothing is loaded.
   *
   * @throws AlbumenException {@code UNKNOWN_MODEL}, {@code MODEL_UNAVAILABLE}, {@code
   *     MODEL_MISMATCH}
   */
  List<NetworkUse> networks() throws AlbumenException;

  /** Changes whenever the same source and recipe would give other bytes. */
  int pipelineVersion();

  /**
   * Makes the result.
   *
   * @param scratch where sources and results stand
   * @param progress told the part that is done, 0 to 1, from any thread
   * @throws AlbumenException with any code of sources, images and models
   * @throws InterruptedException when the calling thread is interrupted
   */
  Made make(Scratch scratch, DoubleConsumer progress) throws AlbumenException, InterruptedException;
}
