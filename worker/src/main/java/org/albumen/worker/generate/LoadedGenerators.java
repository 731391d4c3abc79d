package org.albumen.worker.generate;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.albumen.models.catalogue.ModelStore;
import org.albumen.models.compute.TensorProgram;
import org.albumen.models.compute.TorchEngine;
import org.albumen.models.failure.ModelException;
import org.albumen.models.failure.ModelProblem;
import org.albumen.models.generate.GeneratorSettings;
import org.albumen.models.generate.ImageGenerator;
import org.albumen.models.imaging.Photograph;

/** Generators, each loaded once when first needed. Safe for use by several threads. */
final class LoadedGenerators implements AutoCloseable {
  private final ModelStore models;
  private final TorchEngine engine;
  private final Map<String, Loaded> loaded = new HashMap<>();
  // Closing frees native memory: it waits for the calls that still use it.
  private final ReadWriteLock use = new ReentrantReadWriteLock();
  private boolean closed;

  /**
   * @param engine the caller's to close, after this
   */
  LoadedGenerators(ModelStore models, TorchEngine engine) {
    this.models = models;
    this.engine = engine;
  }

  /** The image of a seed. To be called on the engine's threads. */
  Photograph image(String name, long seed, double psi) throws ModelException {
    use.readLock().lock();
    try {
      ImageGenerator generator = generator(name);
      if (psi != 1 && !generator.hasStyles()) {
        throw new ModelException(
            ModelProblem.MODEL_MISMATCH, name + " has no styles that could be truncated");
      }
      return generator.ofSeed(seed, psi);
    } finally {
      use.readLock().unlock();
    }
  }

  private synchronized ImageGenerator generator(String name) throws ModelException {
    if (closed) {
      throw new IllegalStateException("the generators are closed");
    }
    Loaded found = loaded.get(name);
    if (found == null) {
      found = load(name);
      loaded.put(name, found);
    }
    return found.generator();
  }

  private Loaded load(String name) throws ModelException {
    TensorProgram program =
        engine.program(models.torchScript(name), models.catalogue().card(name).batch());
    try {
      return new Loaded(ImageGenerator.of(models, name, program, GeneratorSettings.PLAIN), program);
    } catch (ModelException e) {
      program.close();
      throw e;
    }
  }

  @Override
  public void close() {
    use.writeLock().lock();
    try {
      closed = true;
      loaded.values().forEach(one -> one.program().close());
      loaded.clear();
    } finally {
      use.writeLock().unlock();
    }
  }

  private record Loaded(ImageGenerator generator, TensorProgram program) {}
}
