package org.albumen.worker.restore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.event.FaceFinding;
import org.albumen.common.event.FaceFinding.Landmark;
import org.albumen.common.event.NetworkUse;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.recipe.ImageFormat;
import org.albumen.common.recipe.RestoreRecipe;
import org.albumen.common.sidecar.Sidecar.Downscaled;
import org.albumen.common.sidecar.SourceImage;
import org.albumen.models.face.Face;
import org.albumen.models.failure.ModelException;
import org.albumen.models.failure.RestorationException;
import org.albumen.models.imaging.Master;
import org.albumen.models.imaging.MasterReader;
import org.albumen.models.imaging.MasterWriter;
import org.albumen.models.imaging.OutputSettings;
import org.albumen.models.imaging.Photograph;
import org.albumen.models.imaging.ReadLimits;
import org.albumen.models.imaging.metadata.Metadata;
import org.albumen.models.imaging.raster.Raster;
import org.albumen.models.imaging.raster.RasterRoom;
import org.albumen.models.imaging.raster.RasterShape;
import org.albumen.models.restore.PhotoOptions;
import org.albumen.models.restore.Restoration;
import org.albumen.models.restore.Restorers;
import org.albumen.models.tile.TileSettings;
import org.albumen.worker.model.ModelFailures;
import org.albumen.worker.model.Models;
import org.jspecify.annotations.Nullable;

/** Restores by the networks of the catalogue. Networks are loaded when first needed. */
public final class ModelRestorer implements Restorer {
  private final Models models;
  private final Restorers restorers;
  private final ReadLimits limits;

  private ModelRestorer(Models models, Restorers restorers, ReadLimits limits) {
    this.models = models;
    this.restorers = restorers;
    this.limits = limits;
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
        new ReadLimits(Math.min(config.worker().maxPixels(), Photograph.MOST_PIXELS)));
  }

  /**
   * Fetches the weights that a recipe needs and that are not here yet.
   *
   * @param progress told, in lines for people, what is fetched; nothing when all is here
   * @throws AlbumenException {@code RECIPE_UNSUPPORTED} before anything is fetched
   */
  public void pull(RestoreRecipe recipe, Consumer<String> progress) throws AlbumenException {
    RecipeMapping.options(recipe);
    models.pull(RecipeMapping.names(recipe), progress);
  }

  @Override
  public List<NetworkUse> networks(RestoreRecipe recipe) throws AlbumenException {
    PhotoOptions options = RecipeMapping.options(recipe);
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
      return restorers.networks(options).stream()
          .map(network -> new NetworkUse(network.name(), network.sha256(), network.licence()))
          .toList();
    } catch (ModelException e) {
      throw ModelFailures.of(e);
    }
  }

  @Override
  public Restored restore(
      RestoreRecipe recipe,
      Path source,
      Outputs outputs,
      ImageFormat format,
      DoubleConsumer progress)
      throws AlbumenException, InterruptedException {
    PhotoOptions options = RecipeMapping.options(recipe);
    try {
      long start = System.nanoTime();
      Photograph photograph;
      SourceImage image;
      try (Master master = MasterReader.read(source, limits, RasterRoom.onHeap())) {
        photograph = master.photographOverWhite();
        image = SourceImages.of(master);
      }
      long decoded = System.nanoTime();
      Restoration restoration =
          restorers
              .restorer(options)
              .restore(photograph, (done, all) -> progress.accept((double) done / all));
      long restored = System.nanoTime();
      write(restoration.result(), RecipeMapping.settings(recipe, format), outputs.result());
      long encoded = System.nanoTime();
      return new Restored(
          photograph.width(),
          photograph.height(),
          restoration.result().width(),
          restoration.result().height(),
          image,
          downscaled(restoration),
          restoration.faces().stream().map(ModelRestorer::finding).toList(),
          null,
          null,
          false,
          millis(start, decoded),
          millis(decoded, restored),
          millis(restored, encoded));
    } catch (RestorationException e) {
      throw ModelFailures.of(e);
    } catch (ModelException e) {
      throw ModelFailures.of(e);
    } catch (IOException e) {
      throw new UncheckedIOException("the local disk failed", e);
    }
  }

  @Override
  public void close() {
    restorers.close();
  }

  private static void write(Photograph result, OutputSettings settings, Path file)
      throws IOException {
    RasterShape shape = new RasterShape(result.width(), result.height(), Photograph.CHANNELS, 8);
    try (Raster raster = Raster.over(shape, result.rgb())) {
      MasterWriter.write(raster, Metadata.NONE, settings, file);
    }
  }

  private static FaceFinding finding(Face face) {
    return FaceFinding.detected(
        face.x(),
        face.y(),
        face.width(),
        face.height(),
        face.score(),
        face.landmarks().stream().map(point -> new Landmark(point.x(), point.y())).toList());
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
