package org.albumen.worker.generate;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.albumen.models.catalogue.ModelStore;
import org.albumen.models.compute.TensorProgram;
import org.albumen.models.compute.TorchEngine;
import org.albumen.models.failure.ModelException;
import org.albumen.models.failure.ModelProblem;
import org.albumen.models.generate.ImageGenerator;
import org.albumen.models.imaging.Photograph;

/**
 * Loaded generators. Each serves one thread at a time, so that there come to be as many copies of
 * one as threads draw with it at once. Safe for use by several threads.
 */
final class GeneratorPool implements AutoCloseable {
  private final ModelStore models;
  private final TorchEngine engine;
  private final Map<String, Deque<Loaded>> idle = new HashMap<>();
  private boolean closed;

  /**
   * @param engine the caller's to close, after this
   */
  GeneratorPool(ModelStore models, TorchEngine engine) {
    this.models = models;
    this.engine = engine;
  }

  /** The image of a seed. To be called on the engine's threads. */
  Photograph image(String name, long seed, double psi) throws ModelException {
    Loaded loaded = borrow(name);
    try {
      ImageGenerator generator = loaded.generator();
      if (psi != 1 && !generator.hasStyles()) {
        throw new ModelException(
            ModelProblem.MODEL_MISMATCH, name + " has no styles that could be truncated");
      }
      return generator.ofLatent(generator.latent(seed), psi);
    } finally {
      giveBack(name, loaded);
    }
  }

  private Loaded borrow(String name) throws ModelException {
    synchronized (this) {
      if (closed) {
        throw new IllegalStateException("the generators are closed");
      }
      Loaded found = idle.computeIfAbsent(name, n -> new ArrayDeque<>()).poll();
      if (found != null) {
        return found;
      }
    }
    return load(name);
  }

  private Loaded load(String name) throws ModelException {
    var network = models.tensorNetwork(name);
    TensorProgram program = engine.program(models.torchScript(name));
    try {
      return new Loaded(ImageGenerator.of(network, program), program);
    } catch (IllegalArgumentException e) {
      program.close();
      throw new ModelException(ModelProblem.MODEL_MISMATCH, name + ": " + e.getMessage(), e);
    }
  }

  private synchronized void giveBack(String name, Loaded loaded) {
    if (closed) {
      loaded.program().close();
    } else {
      idle.computeIfAbsent(name, n -> new ArrayDeque<>()).push(loaded);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    idle.values().forEach(all -> all.forEach(loaded -> loaded.program().close()));
    idle.clear();
  }

  private record Loaded(ImageGenerator generator, TensorProgram program) {}
}
