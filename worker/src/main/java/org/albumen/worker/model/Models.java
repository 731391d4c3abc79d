package org.albumen.worker.model;

import java.util.Collection;
import java.util.function.Consumer;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.recipe.ImageFormat;
import org.albumen.models.batch.BatchSettings;
import org.albumen.models.catalogue.ModelStore;
import org.albumen.models.compute.TorchEngine;
import org.albumen.models.failure.ModelException;
import org.albumen.models.imaging.OutputFormat;

/**
 * The models of a worker. Safe for use by several threads.
 *
 * @param store weights and converted networks
 * @param threads that run networks
 * @param batches how images of several jobs are put together
 */
public record Models(ModelStore store, int threads, BatchSettings batches) {

  /**
   * The models by the settings; nothing is loaded.
   *
   * @throws AlbumenException {@code MODEL_CORRUPT} when the file of further cards is wrong
   */
  public static Models of(AlbumenConfig config) throws AlbumenException {
    try {
      int threads =
          config.worker().threads().orElseGet(() -> Runtime.getRuntime().availableProcessors());
      AlbumenConfig.Batch batch = config.worker().batch();
      return new Models(
          ModelStore.of(config.models().cache(), config.models().cards()),
          threads,
          new BatchSettings(batch.most(), batch.delay()));
    } catch (ModelException e) {
      throw ModelFailures.of(e);
    }
  }

  /** Starts an engine of its own; the caller's to close. */
  public TorchEngine startEngine() {
    return TorchEngine.create(threads, store.folder(), batches);
  }

  /**
   * Fetches the weights that are not here yet.
   *
   * @param progress told, in lines for people, what is fetched; nothing when all is here
   */
  public void pull(Collection<String> names, Consumer<String> progress) throws AlbumenException {
    try {
      for (String name : names) {
        if (!store.isPulled(name)) {
          store.pull(name, progress);
        }
      }
    } catch (ModelException e) {
      throw ModelFailures.of(e);
    }
  }

  /** The format in the words of the models. */
  public static OutputFormat format(ImageFormat format) {
    return switch (format) {
      case PNG -> OutputFormat.PNG;
      case JPEG -> OutputFormat.JPEG;
      case TIFF -> OutputFormat.TIFF;
    };
  }
}
