package org.albumen.models.imaging;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.Deflater;
import org.albumen.models.imaging.Note.Kind;
import org.albumen.models.imaging.metadata.Block;
import org.albumen.models.imaging.metadata.Metadata;
import org.albumen.models.imaging.raster.Raster;
import org.albumen.models.imaging.raster.RasterShape;

/**
 * Gray or RGB with or without alpha, 8 or 16 bits, as TIFF 6.0 with deflated strips (Adobe
 * Photoshop TIFF Technical Notes, 2002) of horizontal differences; as BigTIFF when the samples come
 * near 4 GiB.
 */
final class TiffEncoder {
  /** Room for strips that deflate makes longer, and for the metadata. */
  private static final long CLASSIC_BYTES = 0xffff_ffffL / 100 * 98;

  private static final int DEFLATE = 8;
  private static final int HORIZONTAL = 2;

  /** Two and a half times as fast as level 1 on 16 bits, which repeat nothing: see RATIONALE.md. */
  private static final int WIDE_STRATEGY = Deflater.HUFFMAN_ONLY;

  private final FileChannel file;
  private final OutputStream out;
  private final TiffStart start;
  private final byte[] buffer = new byte[1 << 16];
  private long position;

  private TiffEncoder(FileChannel file, TiffStart start) {
    this.file = file;
    this.out = new BufferedOutputStream(Channels.newOutputStream(file), 1 << 16);
    this.start = start;
  }

  static void write(Raster raster, Metadata metadata, Path file, List<Note> notes)
      throws IOException {
    write(raster, metadata, file, CLASSIC_BYTES, notes);
  }

  /**
   * As asked for.
   *
   * @param mostClassic bytes of samples and metadata from which on the file is a BigTIFF
   */
  static void write(Raster raster, Metadata metadata, Path file, long mostClassic, List<Note> notes)
      throws IOException {
    boolean big = raster.shape().bytes() + bytes(metadata) > mostClassic;
    Optional<Block> exif = metadata.exif().filter(TiffEncoder::isSound);
    if (big && exif.isPresent()) {
      notes.add(
          new Note(Kind.METADATA_DROPPED, "the EXIF block has no place in a TIFF above 4 GiB"));
    }
    TiffStart start = big || exif.isEmpty() ? TiffStart.plain(big) : TiffStart.of(exif.get());
    try (FileChannel channel = FileChannel.open(file, CREATE_NEW, WRITE)) {
      new TiffEncoder(channel, start).encode(raster, metadata, notes);
    }
  }

  private static boolean isSound(Block exif) {
    byte[] block = exif.bytes();
    return block.length > 8 && (block[0] == 'I' || block[0] == 'M') && block[0] == block[1];
  }

  private static long bytes(Metadata metadata) {
    return metadata.exif().map(Block::length).orElse(0)
        + metadata.xmp().map(Block::length).orElse(0)
        + (long) metadata.profile().map(Block::length).orElse(0);
  }

  private void encode(Raster raster, Metadata metadata, List<Note> notes) throws IOException {
    put(start.bytes(), start.bytes().length);
    TiffTags tags = new TiffTags(start.order(), start.big());
    samples(raster, tags);
    TiffDescription.describe(metadata, tags, notes);
    start.describe(tags);
    long at = position;
    byte[] directory = tags.laidOut(at);
    put(directory, directory.length);
    out.flush();
    int width = start.big() ? 8 : 4;
    ByteBuffer offset = ByteBuffer.allocate(width).order(start.order());
    file.write(
        (start.big() ? offset.putLong(at) : offset.putInt((int) at)).flip(),
        start.directoryField());
  }

  private void samples(Raster raster, TiffTags tags) throws IOException {
    RasterShape shape = raster.shape();
    RasterBands bands = new RasterBands(raster, start.order());
    TiffPredictor predictor = new TiffPredictor(shape, start.order());
    long[] offsets = new long[(shape.height() - 1) / bands.rows() + 1];
    long[] lengths = new long[offsets.length];
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try {
      deflater.setStrategy(shape.bits() == 16 ? WIDE_STRATEGY : Deflater.DEFAULT_STRATEGY);
      for (int strip = 0; bands.hasNext(); strip++) {
        int length = bands.next().limit();
        predictor.difference(bands.bytes(), length);
        offsets[strip] = position;
        lengths[strip] = deflate(bands.bytes(), length, deflater);
        if (position % 2 == 1) {
          put(new byte[1], 1); // values begin at even offsets
        }
      }
    } finally {
      deflater.end();
    }
    tags.longs(256, shape.width());
    tags.longs(257, shape.height());
    int[] bits = new int[shape.channels()];
    Arrays.fill(bits, shape.bits());
    tags.shorts(258, bits);
    tags.shorts(259, DEFLATE);
    tags.shorts(262, shape.colours() == 1 ? 1 : 2);
    tags.longs(273, offsets);
    tags.shorts(274, 1);
    tags.shorts(277, shape.channels());
    tags.longs(278, bands.rows());
    tags.longs(279, lengths);
    tags.shorts(284, 1);
    tags.shorts(317, HORIZONTAL);
    if (shape.hasAlpha()) {
      tags.shorts(338, 2); // opacity, not multiplied into the colours
    }
  }

  private long deflate(byte[] strip, int length, Deflater deflater) throws IOException {
    long from = position;
    deflater.reset();
    deflater.setInput(strip, 0, length);
    deflater.finish();
    while (!deflater.finished()) {
      put(buffer, deflater.deflate(buffer));
    }
    return position - from;
  }

  private void put(byte[] bytes, int length) throws IOException {
    out.write(bytes, 0, length);
    position += length;
  }
}
