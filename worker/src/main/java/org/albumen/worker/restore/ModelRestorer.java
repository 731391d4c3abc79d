package org.albumen.worker.restore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.event.FaceFinding;
import org.albumen.common.event.FaceFinding.Landmark;
import org.albumen.common.event.NetworkUse;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.recipe.RestoreRecipe;
import org.albumen.common.sidecar.Sidecar.Downscaled;
import org.albumen.models.face.Face;
import org.albumen.models.failure.ModelException;
import org.albumen.models.failure.RestorationException;
import org.albumen.models.failure.RestorationProblem;
import org.albumen.models.imaging.Master;
import org.albumen.models.imaging.MasterReader;
import org.albumen.models.imaging.OutputFormat;
import org.albumen.models.imaging.Photograph;
import org.albumen.models.imaging.PhotographWriter;
import org.albumen.models.imaging.ReadLimits;
import org.albumen.models.imaging.raster.RasterRoom;
import org.albumen.models.restore.FaceReport;
import org.albumen.models.restore.PhotoOptions;
import org.albumen.models.restore.PhotoRestorer;
import org.albumen.models.restore.Restoration;
import org.albumen.models.restore.Restorers;
import org.albumen.models.tile.TileSettings;
import org.albumen.worker.model.ModelFailures;
import org.albumen.worker.model.Models;
import org.jspecify.annotations.Nullable;

/** Restores by the networks of the catalogue. Networks are loaded when first needed. */
public final class ModelRestorer implements Restorer {
  /** 64 GiB: more than any photograph within the limits takes, four times enlarged. */
  private static final long SCRATCH_BYTES = 1L << 36;

  private final Models models;
  private final Restorers restorers;
  private final ReadLimits limits;
  private final RasterRoom room;

  private ModelRestorer(
      Models models, Restorers restorers, ReadLimits limits, RasterRoom room) {
    this.models = models;
    this.restorers = restorers;
    this.limits = limits;
    this.room = room;
  }

  /**
   * A restorer by the settings; nothing is loaded yet.
   *
   * @throws AlbumenException {@code MODEL_CORRUPT} when the file of further cards is wrong
   */
  public static ModelRestorer of(AlbumenConfig config) throws AlbumenException {
    Models models = Models.of(config);
    return new ModelRestorer(
        models,
        new Restorers(models.store(), models::startEngine, TileSettings.DEFAULT),
        new ReadLimits(config.worker().maxPixels()),
        room(config));
  }

  /** Samples are in memory as long as they take no more than a quarter of what the JVM may have. */
  private static RasterRoom room(AlbumenConfig config) {
    Path folder =
        config.worker().scratch().orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir")));
    return new RasterRoom(Runtime.getRuntime().maxMemory() / 4, SCRATCH_BYTES, folder);
  }

  /**
   * Fetches the weights that a recipe needs and that are not here yet.
   *
   * @param progress told, in lines for people, what is fetched; nothing when all is here
   */
  public void pull(RestoreRecipe recipe, Consumer<String> progress) throws AlbumenException {
    models.pull(List.of(recipe.upscaler(), recipe.faces().detector()), progress);
  }

  @Override
  public List<NetworkUse> networks(RestoreRecipe recipe) throws AlbumenException {
    try {
      int scale = models.store().network(recipe.upscaler()).scale();
      if (scale != recipe.scale()) {
        throw new AlbumenException(
            FailureCode.MODEL_MISMATCH,
            "recipe "
                + recipe.reference()
                + " says scale "
                + recipe.scale()
                + ", but "
                + recipe.upscaler()
                + " enlarges "
                + scale
                + " times");
      }
      return restorers.networks(options(recipe)).stream()
          .map(network -> new NetworkUse(network.name(), network.sha256(), network.licence()))
          .toList();
    } catch (ModelException e) {
      throw ModelFailures.of(e);
    }
  }

  @Override
  public Restored restore(RestoreRecipe recipe, Path source, Path result, DoubleConsumer progress)
      throws AlbumenException, InterruptedException {
    try {
      long start = System.nanoTime();
      PhotoRestorer restorer = restorers.restorer(options(recipe));
      try (Master original = MasterReader.read(source, limits, room)) {
        long decoded = System.nanoTime();
        try (Restoration restoration =
            restorer.restore(
                original, room, (done, all) -> progress.accept((double) done / all))) {
          long restored = System.nanoTime();
          write(restoration.result(), Models.format(recipe.output()), result);
          long encoded = System.nanoTime();
          return new Restored(
              original.width(),
              original.height(),
              restoration.result().width(),
              restoration.result().height(),
              downscaled(restoration),
              restoration.faces().stream().map(ModelRestorer::finding).toList(),
              millis(start, decoded),
              millis(decoded, restored),
              millis(restored, encoded));
        }
      }
    } catch (RestorationException e) {
      throw ModelFailures.of(e);
    } catch (ModelException e) {
      throw ModelFailures.of(e);
    } catch (IOException e) {
      if (Thread.interrupted()) { // a scratch file is closed by it
        throw new InterruptedException();
      }
      throw new UncheckedIOException("the local disk failed", e);
    }
  }

  private static void write(Master result, OutputFormat format, Path file)
      throws RestorationException, IOException {
    if (!Photograph.fits(result.width(), result.height())) {
      throw new RestorationException(
          RestorationProblem.IMAGE_TOO_LARGE,
          "a result of "
              + result.width()
              + "x"
              + result.height()
              + " pixels is too large; give a maximum long side");
    }
    PhotographWriter.write(result.photographOverWhite(), format, file);
  }

  @Override
  public void close() {
    restorers.close();
  }

  private static PhotoOptions options(RestoreRecipe recipe) {
    return new PhotoOptions(
        Optional.of(recipe.upscaler()),
        recipe.scale(),
        recipe.tile(),
        recipe.faces().detector(),
        recipe.faces().minScore(),
        recipe.maxLongSide() == null ? OptionalInt.empty() : OptionalInt.of(recipe.maxLongSide()));
  }

  private static FaceFinding finding(FaceReport report) {
    Face face = report.face();
    return new FaceFinding(
        face.x(),
        face.y(),
        face.width(),
        face.height(),
        face.score(),
        face.landmarks().stream().map(point -> new Landmark(point.x(), point.y())).toList(),
        report.outcome());
  }

  private static @Nullable Downscaled downscaled(Restoration restoration) {
    return restoration
        .downscaling()
        .map(d -> new Downscaled(d.toWidth(), d.toHeight()))
        .orElse(null);
  }

  private static long millis(long from, long to) {
    return TimeUnit.NANOSECONDS.toMillis(to - from);
  }
}
