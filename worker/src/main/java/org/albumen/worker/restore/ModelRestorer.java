package org.albumen.worker.restore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.event.NetworkUse;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.recipe.Depth;
import org.albumen.common.recipe.ImageFormat;
import org.albumen.common.recipe.RestoreRecipe;
import org.albumen.common.sidecar.Sidecar.Downscaled;
import org.albumen.models.failure.ModelException;
import org.albumen.models.failure.RestorationException;
import org.albumen.models.footprint.Footprint;
import org.albumen.models.imaging.Master;
import org.albumen.models.imaging.MasterHeader;
import org.albumen.models.imaging.MasterReader;
import org.albumen.models.imaging.MasterWriter;
import org.albumen.models.imaging.Note;
import org.albumen.models.imaging.OutputFormat;
import org.albumen.models.imaging.OutputSettings;
import org.albumen.models.imaging.ReadLimits;
import org.albumen.models.imaging.metadata.Metadata;
import org.albumen.models.imaging.metadata.XmpProvenance;
import org.albumen.models.imaging.raster.EightBits;
import org.albumen.models.imaging.raster.Raster;
import org.albumen.models.imaging.raster.RasterRoom;
import org.albumen.models.restore.Outcome;
import org.albumen.models.restore.PhotoRestorer;
import org.albumen.models.restore.Restoration;
import org.albumen.models.restore.Restorers;
import org.albumen.models.tile.TileSettings;
import org.albumen.worker.budget.Budgets;
import org.albumen.worker.budget.Need;
import org.albumen.worker.model.ModelFailures;
import org.albumen.worker.model.Models;
import org.albumen.worker.model.Needs;
import org.jspecify.annotations.Nullable;

/** Restores by the networks of the catalogue. Networks are loaded when first needed. */
public final class ModelRestorer implements Restorer {
  /** 64 GiB: more than any photograph within the limits takes, four times enlarged. */
  private static final long SCRATCH_BYTES = 1L << 36;

  private final Models models;
  private final Restorers restorers;
  private final ReadLimits limits;
  private final RasterRoom room;

  private ModelRestorer(Models models, Restorers restorers, ReadLimits limits, RasterRoom room) {
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

  /**
   * Samples are in memory as long as they take no more than a quarter of what the JVM may have, and
   * than half of what jobs may hold.
   */
  private static RasterRoom room(AlbumenConfig config) {
    Path folder =
        config.worker().scratch().orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir")));
    long memory =
        Math.min(Runtime.getRuntime().maxMemory() / 4, Budgets.memory(config.worker()) / 2);
    return new RasterRoom(memory, SCRATCH_BYTES, folder);
  }

  /**
   * Fetches the weights that a recipe needs and that are not here yet.
   *
   * @param progress told, in lines for people, what is fetched; nothing when all is here
   */
  public void pull(RestoreRecipe recipe, Consumer<String> progress) throws AlbumenException {
    models.pull(RecipeMapping.names(recipe), progress);
  }

  @Override
  public List<NetworkUse> networks(RestoreRecipe recipe) throws AlbumenException {
    try {
      return restorers.networks(RecipeMapping.options(recipe)).stream()
          .map(network -> new NetworkUse(network.name(), network.sha256(), network.licence()))
          .toList();
    } catch (ModelException e) {
      throw ModelFailures.of(e);
    }
  }

  @Override
  public Need need(RestoreRecipe recipe, Path source)
      throws AlbumenException, InterruptedException {
    try {
      MasterHeader header = MasterReader.header(source, limits);
      Footprint footprint = restorers.footprint(RecipeMapping.options(recipe), header);
      return Needs.of(footprint, room.memoryAllowed(), restorers.onGpu());
    } catch (RestorationException e) {
      throw ModelFailures.of(e);
    } catch (ModelException e) {
      throw ModelFailures.of(e);
    } catch (IOException e) {
      throw localFailure(e);
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
    try {
      long start = System.nanoTime();
      List<NetworkUse> networks = networks(recipe);
      PhotoRestorer restorer = restorers.restorer(RecipeMapping.options(recipe));
      try (Master original = MasterReader.read(source, limits, room)) {
        long decoded = System.nanoTime();
        try (Restoration restoration =
            restorer.restore(original, room, (done, all) -> progress.accept((double) done / all))) {
          long restored = System.nanoTime();
          List<Note> lost = write(restoration, recipe, networks, format, outputs);
          return new Restored(
              original.width(),
              original.height(),
              restoration.result().width(),
              restoration.result().height(),
              SourceImages.of(original, lost),
              downscaled(restoration),
              Findings.of(restoration.faces()),
              Findings.agreement(restoration.consistency()),
              restoration.alteration().coverage(),
              restoration.outcome() == Outcome.NEEDS_REVIEW,
              millis(start, decoded),
              millis(decoded, restored),
              millis(restored, System.nanoTime()));
        }
      }
    } catch (RestorationException e) {
      throw ModelFailures.of(e);
    } catch (ModelException e) {
      throw ModelFailures.of(e);
    } catch (IOException e) {
      throw localFailure(e);
    }
  }

  private static UncheckedIOException localFailure(IOException e) throws InterruptedException {
    if (Thread.interrupted()) { // a file is closed by it
      throw new InterruptedException();
    }
    return new UncheckedIOException("the local disk failed", e);
  }

  /** Writes the result and, when it was asked for, the mask; answers what could not be kept. */
  private static List<Note> write(
      Restoration restoration,
      RestoreRecipe recipe,
      List<NetworkUse> networks,
      ImageFormat format,
      Outputs outputs)
      throws IOException {
    OutputSettings settings = RecipeMapping.settings(recipe, format);
    Master result = restoration.result();
    List<Note> notes = new ArrayList<>();
    XmpProvenance.Stamped xmp = Provenance.stamp(restoration, recipe, networks, settings.format());
    xmp.fault()
        .ifPresent(
            fault ->
                notes.add(new Note(Note.Kind.METADATA_DROPPED, "the photograph's XMP " + fault)));
    Raster raster = result.raster();
    if (recipe.sampleDepth() == Depth.EIGHT && raster != EightBits.of(raster)) {
      notes.add(new Note(Note.Kind.DEPTH_REDUCED, "the recipe asks for 8 bits a sample"));
      raster = EightBits.of(raster);
    }
    Metadata metadata = result.metadata().withXmp(Optional.of(xmp.packet()));
    notes.addAll(MasterWriter.write(raster, metadata, settings, outputs.result()));
    if (restoration.mask().isPresent()) {
      MasterWriter.write(
          restoration.mask().get(),
          Metadata.NONE,
          OutputSettings.of(OutputFormat.PNG),
          outputs.mask());
    }
    return notes;
  }

  @Override
  public void close() {
    restorers.close();
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
