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
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.albumen.models.batch.BatchSettings;
import org.albumen.models.catalogue.CacheFolder;
import org.albumen.models.catalogue.ModelCard;
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
  private final BatchSettings batches;
  private final ExecutorService executor;
  private final ExecutorService callers;

  private TorchEngine(Device device, int threads, BatchSettings batches) {
    this.device = device;
    this.threads = threads;
    this.batches = batches;
    this.executor = Executors.newFixedThreadPool(threads, named("torch-"));
    this.callers =
        batches.together() ? Executors.newCachedThreadPool(named("torch-caller-")) : executor;
  }

  private static ThreadFactory named(String prefix) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, prefix + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  /** An engine with a thread per processor, its native library in the standard cache folder. */
  public static TorchEngine create() {
    return create(Runtime.getRuntime().availableProcessors());
  }

  /** An engine with its native library in the standard cache folder. */
  public static TorchEngine create(int threads) {
    return create(threads, CacheFolder.standard());
  }

  /** An engine without batches. */
  public static TorchEngine create(int threads, Path cacheFolder) {
    return create(threads, cacheFolder, BatchSettings.NONE);
  }

  /**
   * Loads libtorch, the first time in a JVM; the first time on a machine its library is unpacked
   * below {@code cacheFolder} (450 MB). Reaches for no network. Settings of DJL that are already
   * made as system properties or in the environment stay.
   *
   * @param threads calls that run side by side, at least 1; a GPU has one
   * @param batches how images of several callers are put together
   * @throws EngineException when libtorch cannot be loaded on this machine
   */
  public static TorchEngine create(int threads, Path cacheFolder, BatchSettings batches) {
    if (threads < 1) {
      throw new IllegalArgumentException("an engine needs at least one thread");
    }
    EngineSettings.apply(cacheFolder);
    Device device = Engine.getEngine(ENGINE).defaultDevice();
    return new TorchEngine(device, device.isGpu() ? 1 : threads, batches);
  }

  /** How many calls run side by side. */
  public int threads() {
    return threads;
  }

  /** How many images may be in networks at the same time. */
  public int callsInFlight() {
    return threads * batches.most();
  }

  /** Whether networks run on a GPU, in its own memory. */
  public boolean onGpu() {
    return device.isGpu();
  }

  /** {@code cpu} or {@code gpu}. */
  public String device() {
    return device.getDeviceType();
  }

  /**
   * Where networks are to be called: the engine's own threads; with batches others, that wait for
   * those.
   */
  public Executor executor() {
    return callers;
  }

  /**
   * Loads an archive. The network must be closed before the engine.
   *
   * @param torchScript written from the network's module
   * @throws ModelException {@code MODEL_CORRUPT} when libtorch cannot load the file
   */
  public ImageNetwork load(Path torchScript, Network network) throws ModelException {
    ImageBatches loaded =
        new TorchImageNetwork(model(torchScript), network.scale(), network.alignment());
    return batches.together() ? new BatchedImages(loaded, batches, executor) : loaded;
  }

  /**
   * Loads an archive whose methods take and answer floats, each of whose calls is run by itself. It
   * must be closed before the engine.
   *
   * @throws ModelException {@code MODEL_CORRUPT} when libtorch cannot load the file
   */
  public TensorProgram program(Path torchScript) throws ModelException {
    return program(torchScript, ModelCard.Batch.FORBIDDEN);
  }

  /**
   * The same.
   *
   * @param contract whether several images may be run at once
   */
  public TensorProgram program(Path torchScript, ModelCard.Batch contract) throws ModelException {
    return batched(new TorchProgram(model(torchScript)), contract);
  }

  /** The program itself without batches; else one that runs it on the engine's own threads. */
  TensorProgram batched(TensorProgram program, ModelCard.Batch contract) {
    if (!batches.together()) {
      return program;
    }
    boolean together = contract == ModelCard.Batch.INDEPENDENT;
    return new BatchedProgram(program, together ? batches : BatchSettings.NONE, executor);
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
    callers.shutdown();
    try {
      if (callers != executor && !callers.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        callers.shutdownNow();
      }
      executor.shutdown();
      if (!executor.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        executor.shutdownNow();
      }
    } catch (InterruptedException e) {
      callers.shutdownNow();
      executor.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
