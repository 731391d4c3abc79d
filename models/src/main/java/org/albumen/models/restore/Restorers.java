package org.albumen.models.restore;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.albumen.models.catalogue.ModelStore;
import org.albumen.models.catalogue.NetworkIdentity;
import org.albumen.models.compute.ImageNetwork;
import org.albumen.models.compute.TorchEngine;
import org.albumen.models.face.FaceDetector;
import org.albumen.models.face.FaceDetectors;
import org.albumen.models.failure.ModelException;
import org.albumen.models.tile.TileSettings;
import org.albumen.models.tile.TiledNetwork;
import org.jspecify.annotations.Nullable;

/**
 * Makes restorers, each network loaded once and shared by all of them. The engine is started with
 * the first restorer. Safe for use by several threads.
 */
public final class Restorers implements AutoCloseable {
  private final ModelStore store;
  private final Supplier<TorchEngine> starter;
  private final TileSettings tiles;
  private final Map<String, ImageNetwork> upscalers = new HashMap<>();
  private final Map<String, FaceDetector> detectors = new HashMap<>();
  private @Nullable TorchEngine engine;
  private boolean closed;

  /**
   * Restorers whose weights come from a store.
   *
   * @param engine starts the engine; called once at most, and what it answers is closed with this
   */
  public Restorers(ModelStore store, Supplier<TorchEngine> engine, TileSettings tiles) {
    this.store = store;
    this.starter = engine;
    this.tiles = tiles;
  }

  /**
   * The networks that a restorer with these options would use, the upscaler first if it has one.
   * Cheap: starts no engine and loads nothing.
   *
   * @throws ModelException {@code UNKNOWN_MODEL}; {@code MODEL_UNAVAILABLE} when it was not pulled
   */
  public List<NetworkIdentity> networks(PhotoOptions options) throws ModelException {
    List<NetworkIdentity> networks = new ArrayList<>();
    if (options.upscaler().isPresent()) {
      networks.add(store.identity(options.upscaler().get()));
    }
    networks.add(store.identity(options.detector()));
    return List.copyOf(networks);
  }

  /**
   * A restorer, its networks loaded if they were not yet (seconds, the first time).
   *
   * @throws ModelException as {@link #networks}; {@code MODEL_CORRUPT}; {@code MODEL_MISMATCH} when
   *     a name is that of another kind of network
   * @throws IllegalStateException when this is closed
   */
  public synchronized PhotoRestorer restorer(PhotoOptions options) throws ModelException {
    if (closed) {
      throw new IllegalStateException("the restorers are closed");
    }
    TorchEngine running = engine == null ? starter.get() : engine;
    engine = running;
    TiledNetwork upscaler =
        options.upscaler().isPresent()
            ? upscaler(options.upscaler().get(), options.tile(), running)
            : null;
    FaceDetector detector = detectors.get(options.detector());
    if (detector == null) {
      detector = FaceDetectors.load(store, running, options.detector());
      detectors.put(options.detector(), detector);
    }
    return new PhotoRestorer(upscaler, detector, FaceWork.NONE, options);
  }

  private TiledNetwork upscaler(String name, int tile, TorchEngine running) throws ModelException {
    ImageNetwork network = upscalers.get(name);
    if (network == null) {
      network = running.load(store.torchScript(name), store.network(name));
      upscalers.put(name, network);
    }
    return new TiledNetwork(network, tiles.withTile(tile), running.executor());
  }

  /** Frees the networks and stops the engine. Nothing may be restored any more. */
  @Override
  public synchronized void close() {
    closed = true;
    upscalers.values().forEach(ImageNetwork::close);
    upscalers.clear();
    detectors.values().forEach(FaceDetector::close);
    detectors.clear();
    if (engine != null) {
      engine.close();
      engine = null;
    }
  }
}
