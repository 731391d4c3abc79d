package org.albumen.models.compute;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.albumen.models.catalogue.CacheFolder;
import org.albumen.models.failure.ModelException;
import org.albumen.models.failure.ModelProblem;
import org.albumen.models.network.Network;

/**
 * libtorch through DJL, and the platform threads on which it runs: libtorch keeps state per thread,
 * so networks should be called from {@link #executor()} only. Each call uses one core; as many run
 * side by side as there are threads, which gives more images per second than one call on all cores.
 *
 * <p>Uses the first GPU that libtorch sees, with one thread; else the CPU. Safe for use by several
 * threads.
 */
public final class TorchEngine implements AutoCloseable {
  private static final String ENGINE = "PyTorch";
  private static final long CLOSE_SECONDS = 60;

  private final Device device;
  private final int threads;
  private final ExecutorService executor;

  private TorchEngine(Device device, int threads) {
    this.device = device;
    this.threads = threads;
    AtomicInteger number = new AtomicInteger();
    this.executor =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, "torch-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** An engine with a thread per processor, its native library in the standard cache folder. */
  public static TorchEngine create() {
    return create(Runtime.getRuntime().availableProcessors());
  }

  /** An engine with its native library in the standard cache folder. */
  public static TorchEngine create(int threads) {
    return create(threads, CacheFolder.standard());
  }

  /**
   * Loads libtorch, the first time in a JVM; the first time on a machine its library is unpacked
   * below {@code cacheFolder} (450 MB). Reaches for no network. Settings of DJL that are already
   * made as system properties or in the environment stay.
   *
   * @param threads calls that run side by side, at least 1; a GPU has one
   * @throws EngineException when libtorch cannot be loaded on this machine
   */
  public static TorchEngine create(int threads, Path cacheFolder) {
    if (threads < 1) {
      throw new IllegalArgumentException("an engine needs at least one thread");
    }
    EngineSettings.apply(cacheFolder);
    Device device = Engine.getEngine(ENGINE).defaultDevice();
    return new TorchEngine(device, device.isGpu() ? 1 : threads);
  }

  /** How many calls run side by side. */
  public int threads() {
    return threads;
  }

  /** How many images may be in networks at the same time. */
  public int callsInFlight() {
    return threads;
  }

  /** Whether networks run on a GPU, in its own memory. */
  public boolean onGpu() {
    return device.isGpu();
  }

  /** {@code cpu} or {@code gpu}. */
  public String device() {
    return device.getDeviceType();
  }

  /** The engine's own threads. */
  public Executor executor() {
    return executor;
  }

  /**
   * Loads an archive. The network must be closed before the engine.
   *
   * @param torchScript written from the network's module
   * @throws ModelException {@code MODEL_CORRUPT} when libtorch cannot load the file
   */
  public ImageNetwork load(Path torchScript, Network network) throws ModelException {
    return new TorchImageNetwork(model(torchScript), network.scale(), network.alignment());
  }

  /**
   * Loads an archive whose methods take and answer floats. It must be closed before the engine.
   *
   * @throws ModelException {@code MODEL_CORRUPT} when libtorch cannot load the file
   */
  public TensorProgram program(Path torchScript) throws ModelException {
    return new TensorProgram(model(torchScript));
  }

  private Model model(Path torchScript) throws ModelException {
    Path file = torchScript.toAbsolutePath();
    Model model = Model.newInstance(file.getFileName().toString(), device, ENGINE);
    try {
      model.load(file.getParent(), file.getFileName().toString());
    } catch (IOException | MalformedModelException | EngineException e) {
      model.close();
      throw new ModelException(
          ModelProblem.MODEL_CORRUPT,
          "libtorch cannot load " + file + "; delete that file, it is made anew when needed",
          e);
    }
    return model;
  }

  /** Stops the threads once their work is done, after a minute at the latest. */
  @Override
  public void close() {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        executor.shutdownNow();
      }
    } catch (InterruptedException e) {
      executor.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
