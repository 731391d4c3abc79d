package org.albumen.models.restore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.albumen.models.catalogue.ModelStore;
import org.albumen.models.catalogue.NetworkIdentity;
import org.albumen.models.compute.ImageNetwork;
import org.albumen.models.compute.TorchEngine;
import org.albumen.models.face.FaceDetector;
import org.albumen.models.face.FaceDetectors;
import org.albumen.models.face.restore.FaceNetwork;
import org.albumen.models.face.restore.FaceParser;
import org.albumen.models.face.restore.FaceRestorer;
import org.albumen.models.failure.ModelException;
import org.albumen.models.footprint.Footprint;
import org.albumen.models.imaging.MasterHeader;
import org.albumen.models.network.Network;
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
  private final Shelf<ImageNetwork> upscalers;
  private final Shelf<FaceDetector> detectors;
  private final Shelf<FaceNetwork> faceNetworks;
  private final Shelf<FaceParser> parsers;
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
    upscalers =
        new Shelf<>(
            name -> engine().load(store.torchScript(name), store.network(name)),
            ImageNetwork::close);
    detectors = new Shelf<>(name -> FaceDetectors.load(store, engine(), name), FaceDetector::close);
    faceNetworks = new Shelf<>(name -> FaceNetwork.load(store, engine(), name), FaceNetwork::close);
    parsers = new Shelf<>(name -> FaceParser.load(store, engine(), name), FaceParser::close);
  }

  /**
   * The networks that a restorer with these options would use: upscaler, detector, face network and
   * parser, as far as there are such. Cheap: starts no engine and loads nothing.
   *
   * @throws ModelException {@code UNKNOWN_MODEL}; {@code MODEL_UNAVAILABLE} when it was not pulled
   */
  public List<NetworkIdentity> networks(PhotoOptions options) throws ModelException {
    List<String> names = new ArrayList<>();
    options.upscaler().ifPresent(names::add);
    if (options.faces().isEmpty() || !options.faces().get().aligned()) {
      names.add(options.detector());
    }
    options.faces().ifPresent(faces -> names.add(faces.network()));
    options.faces().flatMap(FaceOptions::parser).ifPresent(names::add);
    List<NetworkIdentity> networks = new ArrayList<>();
    for (String name : names) {
      networks.add(store.identity(name));
    }
    return List.copyOf(networks);
  }

  /**
   * What restoring a photograph would hold at most. Starts the engine, loads nothing.
   *
   * @throws ModelException {@code UNKNOWN_MODEL}; {@code MODEL_MISMATCH} when a name is that of
   *     another kind of network
   * @throws IllegalStateException when this is closed
   */
  public Footprint footprint(PhotoOptions options, MasterHeader header) throws ModelException {
    Optional<Network> upscaler =
        options.upscaler().isPresent()
            ? Optional.of(store.network(options.upscaler().get()))
            : Optional.empty();
    int side =
        options.faces().isPresent()
            ? FaceNetwork.side(store.catalogue().card(options.faces().get().network()))
            : 0;
    boolean detects = options.faces().isEmpty() || !options.faces().get().aligned();
    long sees =
        detects
            ? FaceDetectors.sees(
                store.catalogue().card(options.detector()),
                header.shape().width(),
                header.shape().height())
            : 0;
    TileSettings cut = tiles.withTile(options.tile());
    return new PhotographFootprint(
            header, options, upscaler, cut, side, sees, engine().callsInFlight())
        .footprint();
  }

  /** Whether networks run on a GPU, in its own memory. Starts the engine. */
  public boolean onGpu() {
    return engine().onGpu();
  }

  /**
   * A restorer, its networks loaded if they were not yet (seconds, the first time).
   *
   * @throws ModelException as {@link #networks}; {@code MODEL_CORRUPT}; {@code MODEL_MISMATCH} when
   *     a name is that of another kind of network
   * @throws IllegalStateException when this is closed
   */
  public synchronized PhotoRestorer restorer(PhotoOptions options) throws ModelException {
    requireOpen();
    TiledNetwork upscaler = null;
    if (options.upscaler().isPresent()) {
      upscaler =
          new TiledNetwork(
              upscalers.get(options.upscaler().get()),
              tiles.withTile(options.tile()),
              engine().executor());
    }
    if (options.faces().isEmpty()) {
      FaceDetector detector = detectors.get(options.detector());
      return new PhotoRestorer(upscaler, detector, FaceWork.NONE, options);
    }
    return withFaces(upscaler, options.faces().get(), options);
  }

  private PhotoRestorer withFaces(
      @Nullable TiledNetwork upscaler, FaceOptions faces, PhotoOptions options)
      throws ModelException {
    FaceNetwork network = faceNetworks.get(faces.network());
    FaceParser parser = faces.parser().isPresent() ? parsers.get(faces.parser().get()) : null;
    FaceRestorer restorer =
        new FaceRestorer(network, parser, engine().executor(), engine().callsInFlight());
    if (faces.aligned()) {
      AlignedFace all = new AlignedFace(restorer, faces.fidelity(), network.template().places());
      return new PhotoRestorer(upscaler, all, all, options);
    }
    FaceWork work = new FaceNetworkWork(restorer, faces.selection(), faces.fidelity());
    return new PhotoRestorer(upscaler, detectors.get(options.detector()), work, options);
  }

  private synchronized TorchEngine engine() {
    requireOpen();
    TorchEngine running = engine == null ? starter.get() : engine;
    engine = running;
    return running;
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the restorers are closed");
    }
  }

  /** Frees the networks and stops the engine. Nothing may be restored any more. */
  @Override
  public synchronized void close() {
    closed = true;
    upscalers.clear();
    detectors.clear();
    faceNetworks.clear();
    parsers.clear();
    if (engine != null) {
      engine.close();
      engine = null;
    }
  }
}
