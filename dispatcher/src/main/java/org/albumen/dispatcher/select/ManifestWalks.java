package org.albumen.dispatcher.select;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.ObjectRef;
import org.albumen.common.store.SourceReader;
import org.albumen.common.submission.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * Walks over lists on S3. A plain file is opened where the walk begins; a gzipped one, which has no
 * such places, from its beginning, and what was read before is passed over.
 */
final class ManifestWalks {
  private static final int BUFFER = 1 << 16;

  private ManifestWalks() {}

  static Walk open(SourceReader store, SourceRule rule, Manifest manifest, Position from)
      throws AlbumenException {
    ObjectRef ref = new ObjectRef(manifest.bucket(), manifest.key());
    if (manifest.format() == Manifest.Format.S3_INVENTORY) {
      Inventory inventory = Inventory.read(store, ref, manifest.versionId());
      return new InventoryWalk(store, rule, inventory, from);
    }
    Lines lines = lines(store, ref, manifest.versionId(), from.offset());
    return new LinesWalk(lines, Rows.of(manifest.format()), rule, manifest.key(), from);
  }

  /** The lines of an object, from a place on; gzipped when its name ends in {@code .gz}. */
  static Lines lines(SourceReader store, ObjectRef ref, @Nullable String versionId, long offset)
      throws AlbumenException {
    if (!ref.key().endsWith(".gz")) {
      return new Lines(plain(store, ref, versionId, offset), offset);
    }
    InputStream in = store.open(ref, versionId, 0);
    try {
      InputStream unpacked = new GZIPInputStream(new BufferedInputStream(in, BUFFER), BUFFER);
      unpacked.skipNBytes(offset);
      return new Lines(unpacked, offset);
    } catch (ZipException e) {
      throw closing(
          in,
          new AlbumenException(
              FailureCode.BAD_ARGUMENT, ref + " is no gzip file: " + e.getMessage(), e));
    } catch (IOException | RuntimeException e) {
      throw closing(
          in,
          new AlbumenException(
              FailureCode.STORE_UNAVAILABLE, ref + " breaks off while it is read", e));
    }
  }

  /** A page may have ended with the file's last byte, and S3 refuses to read from there on. */
  private static InputStream plain(
      SourceReader store, ObjectRef ref, @Nullable String versionId, long offset)
      throws AlbumenException {
    if (offset == 0) {
      return store.open(ref, versionId, 0);
    }
    InputStream in = store.open(ref, versionId, offset - 1);
    try {
      in.skipNBytes(1);
      return in;
    } catch (IOException | RuntimeException e) {
      throw closing(
          in,
          new AlbumenException(
              FailureCode.STORE_UNAVAILABLE, ref + " breaks off while it is read", e));
    }
  }

  private static AlbumenException closing(InputStream in, AlbumenException failure) {
    try {
      in.close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
    return failure;
  }
}
