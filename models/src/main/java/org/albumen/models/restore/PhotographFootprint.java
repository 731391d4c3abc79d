package org.albumen.models.restore;

import java.util.Optional;
import org.albumen.models.footprint.Footprint;
import org.albumen.models.footprint.TensorBytes;
import org.albumen.models.imaging.Lanczos;
import org.albumen.models.imaging.MasterHeader;
import org.albumen.models.imaging.Photograph;
import org.albumen.models.imaging.raster.RasterRoom;
import org.albumen.models.imaging.raster.RasterShape;
import org.albumen.models.network.Network;
import org.albumen.models.tile.TileSettings;

/**
 * What {@link PhotoRestorer} holds for one photograph: an upper bound from its header. What is held
 * at different times is added only where it is at the same time.
 *
 * @param header the photograph's
 * @param options how it is restored
 * @param upscaler the options' one
 * @param tiles how the upscaler is run
 * @param faceSide side of the face network's crop; 0 without one
 * @param detectorSees pixels that libtorch's detector sees at once; 0 for one that is none of its
 * @param calls networks that run side by side
 */
record PhotographFootprint(
    MasterHeader header,
    PhotoOptions options,
    Optional<Network> upscaler,
    TileSettings tiles,
    int faceSide,
    long detectorSees,
    int calls) {
  /** Faces whose pixels are reserved for; each further one is a few megabytes. */
  private static final int FACES = 32;

  /** Side of the images that masks and parsers are calculated at. */
  private static final int MASK_SIDE = 512;

  /** ONNX Runtime's detector: views of 640 x 640 pixels. */
  private static final long VIEW_BYTES = 32 << 20;

  /** Pixels that the compositor calculates at once, and bytes that each of them is then. */
  private static final long PIECE = 1 << 20;

  private static final long PIECE_BYTES = 80;
  private static final long PATCH_BYTES = 48;

  /** Tiles' direct buffers, which are garbage until a collection comes. */
  private static final long GARBAGE = 64 << 20;

  /** Rows of samples, encoders' bands, what a file says beside its samples. */
  private static final long SMALL_THINGS = 16 << 20;

  Footprint footprint() {
    return new Footprint(rasters(), heap(), outside(), tensors());
  }

  /** While a photograph is turned it is there twice; else it stands beside its result. */
  private long rasters() {
    RasterShape original = header.shape();
    RasterShape input = input();
    RasterShape result = scaled(input, options.scale());
    long restoring = room(original) + room(result);
    if (!input.equals(original)) {
      restoring += room(input);
    }
    if (options.mask()) {
      restoring += room(new RasterShape(result.width(), result.height(), 1, Byte.SIZE));
    }
    if (upscaler.isPresent() && upscaler.get().scale() < options.scale()) {
      RasterShape answer = scaled(input, upscaler.get().scale());
      restoring +=
          room(new RasterShape(answer.width(), answer.height(), Photograph.CHANNELS, Byte.SIZE));
    }
    return Math.max(restoring, header.turned() ? 2 * room(original) : 0);
  }

  private static long room(RasterShape shape) {
    return RasterRoom.memoryBytes(shape);
  }

  private long heap() {
    RasterShape result = scaled(input(), options.scale());
    long piece = Math.min(result.pixels(), PIECE + result.width());
    long composing = piece * (PIECE_BYTES + (options.faces().isPresent() ? PATCH_BYTES : 0));
    long detecting = detectorSees * 2 * Photograph.CHANNELS * Float.BYTES;
    long crop = (long) faceSide * faceSide;
    long masks = Math.max(crop, faceSide > 0 ? MASK_SIDE * MASK_SIDE : 0);
    long faces =
        faces() * masks * Double.BYTES + calls * crop * 4 * Photograph.CHANNELS * Float.BYTES;
    if (isAligned()) {
      faces += result.pixels() * Photograph.CHANNELS * Float.BYTES;
    }
    return SMALL_THINGS + Math.max(header.between().heap(), Math.max(detecting, faces + composing));
  }

  private long outside() {
    long detecting = detectorSees > 0 ? detectorSees * 2 * Photograph.CHANNELS : VIEW_BYTES;
    long faces = faces() * (long) faceSide * faceSide * Photograph.CHANNELS;
    if (isAligned()) {
      RasterShape input = input();
      faces += (input.pixels() + scaled(input, options.scale()).pixels()) * Photograph.CHANNELS;
    }
    return Math.max(header.between().outside(), Math.max(detecting, faces + tiling()));
  }

  /** A band of tiles, what remains of the band above, and the tiles in flight. */
  private long tiling() {
    if (upscaler.isEmpty()) {
      return 0;
    }
    long enlarged = (long) upscaler.get().scale() * upscaler.get().scale();
    long rows = Math.min(side(), input().height() + (long) upscaler.get().alignment());
    long band = rows * input().width() * enlarged;
    return GARBAGE
        + Photograph.CHANNELS * (2 * band + tiles.inFlight() * tilePixels() * (1 + enlarged));
  }

  private long tensors() {
    long upscaling =
        upscaler
            .map(n -> Math.min(calls, tiles.inFlight()) * n.workingBytes(tilePixels()))
            .orElse(0L);
    long face = faceSide == 0 ? 0 : TensorBytes.ofFace(faceSide);
    if (options.faces().flatMap(FaceOptions::parser).isPresent()) {
      face = Math.max(face, TensorBytes.ofParser(MASK_SIDE));
    }
    long faces = Math.min(calls, faces()) * face;
    return Math.max(TensorBytes.ofDetector(detectorSees), Math.max(upscaling, faces));
  }

  /** Of a tile; an image of no larger an area is run in one piece. */
  private long tilePixels() {
    int alignment = upscaler.map(Network::alignment).orElse(1);
    RasterShape input = input();
    return Math.min(
        side() * side(), (long) (input.width() + alignment) * (input.height() + alignment));
  }

  private long side() {
    return Math.max(tiles.tile(), 4L * tiles.overlap());
  }

  /** Faces whose answers are kept until they are laid over the result. */
  private int faces() {
    return options
        .faces()
        .map(f -> f.aligned() ? 1 : Math.min(FACES, f.selection().atMost()))
        .orElse(0);
  }

  private boolean isAligned() {
    return options.faces().map(FaceOptions::aligned).orElse(false);
  }

  /** The photograph as the upscaler sees it. */
  private RasterShape input() {
    RasterShape shape = header.shape();
    int longSide = Math.max(shape.width(), shape.height());
    if (options.maxLongSide().isEmpty() || longSide <= options.maxLongSide().getAsInt()) {
      return shape;
    }
    int most = options.maxLongSide().getAsInt();
    return shape.resized(
        Lanczos.scaled(shape.width(), longSide, most),
        Lanczos.scaled(shape.height(), longSide, most));
  }

  /** A result too large for numbers is refused elsewhere; here it is as large as can be. */
  private static RasterShape scaled(RasterShape shape, int scale) {
    return shape.resized(
        (int) Math.min(Integer.MAX_VALUE, (long) shape.width() * scale),
        (int) Math.min(Integer.MAX_VALUE, (long) shape.height() * scale));
  }
}
