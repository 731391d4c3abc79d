package org.albumen.worker.generate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.event.NetworkUse;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.recipe.GenerateRecipe;
import org.albumen.models.catalogue.NetworkIdentity;
import org.albumen.models.compute.TorchEngine;
import org.albumen.models.failure.ModelException;
import org.albumen.models.generate.ImageGenerator;
import org.albumen.models.imaging.Photograph;
import org.albumen.models.imaging.PhotographWriter;
import org.albumen.models.network.LatentGenerator;
import org.albumen.worker.budget.Need;
import org.albumen.worker.model.ModelFailures;
import org.albumen.worker.model.Models;
import org.albumen.worker.model.Needs;
import org.jspecify.annotations.Nullable;

/** Draws by the generators of the catalogue. Networks are loaded when first needed. */
public final class ModelGenerator implements Generator {
  private final Models models;
  private @Nullable Running running;
  private boolean closed;

  private ModelGenerator(Models models) {
    this.models = models;
  }

  /**
   * A generator by the settings; nothing is loaded yet.
   *
   * @throws AlbumenException {@code MODEL_CORRUPT} when the file of further cards is wrong
   */
  public static ModelGenerator of(AlbumenConfig config) throws AlbumenException {
    return new ModelGenerator(Models.of(config));
  }

  @Override
  public NetworkUse network(GenerateRecipe recipe) throws AlbumenException {
    try {
      models.store().tensorNetwork(recipe.generator());
      NetworkIdentity network = models.store().identity(recipe.generator());
      return new NetworkUse(network.name(), network.sha256(), network.licence());
    } catch (ModelException e) {
      throw ModelFailures.of(e);
    }
  }

  @Override
  public Need need(GenerateRecipe recipe) throws AlbumenException {
    try {
      return models.store().tensorNetwork(recipe.generator()) instanceof LatentGenerator network
          ? Needs.of(ImageGenerator.footprint(network), 0, running().engine().onGpu())
          : Need.NONE; // and is told so when it is to draw
    } catch (ModelException e) {
      throw ModelFailures.of(e);
    }
  }

  @Override
  public Generated generate(GenerateRecipe recipe, long seed, Path result)
      throws AlbumenException, InterruptedException {
    long start = System.nanoTime();
    Photograph image = image(recipe, seed);
    if (isConstant(image)) {
      throw new AlbumenException(
          FailureCode.OUTPUT_INVALID, recipe.generator() + " answered with a single colour");
    }
    long generated = System.nanoTime();
    try {
      PhotographWriter.write(image, Models.format(recipe.output()), result);
    } catch (IOException e) {
      throw new UncheckedIOException("the local disk failed", e);
    }
    return new Generated(
        image.width(),
        image.height(),
        millis(start, generated),
        millis(generated, System.nanoTime()));
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (running != null) {
      running.close();
      running = null;
    }
  }

  private Photograph image(GenerateRecipe recipe, long seed)
      throws AlbumenException, InterruptedException {
    Running now = running();
    Callable<Photograph> call = () -> now.generators.image(recipe.generator(), seed, recipe.psi());
    FutureTask<Photograph> task = new FutureTask<>(call);
    now.engine.executor().execute(task);
    try {
      return task.get();
    } catch (InterruptedException e) {
      task.cancel(false);
      throw e;
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    }
  }

  private synchronized Running running() {
    if (closed) {
      throw new IllegalStateException("the generator is closed");
    }
    Running now = running == null ? Running.start(models) : running;
    running = now;
    return now;
  }

  private static AlbumenException failure(@Nullable Throwable cause) {
    if (cause instanceof ModelException e) {
      return ModelFailures.of(e);
    }
    if (cause instanceof Error e) {
      throw e;
    }
    return new AlbumenException(FailureCode.ENGINE_FAILED, "the engine failed: " + cause, cause);
  }

  /** Whether all pixels have the first one's colour. */
  private static boolean isConstant(Photograph image) {
    ByteBuffer rgb = image.rgb();
    for (int i = Photograph.CHANNELS; i < rgb.capacity(); i++) {
      if (rgb.get(i) != rgb.get(i % Photograph.CHANNELS)) {
        return false;
      }
    }
    return true;
  }

  private static long millis(long from, long to) {
    return TimeUnit.NANOSECONDS.toMillis(to - from);
  }

  /** The engine and what it has loaded. */
  private record Running(TorchEngine engine, LoadedGenerators generators) {
    static Running start(Models models) {
      TorchEngine engine = models.startEngine();
      return new Running(engine, new LoadedGenerators(models.store(), engine));
    }

    /** Waits for what is being drawn. */
    void close() {
      generators.close();
      engine.close();
    }
  }
}
