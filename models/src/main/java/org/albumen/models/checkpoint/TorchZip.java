package org.albumen.models.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.albumen.models.checkpoint.TorchGlobals.StorageRef;
import org.albumen.models.failure.ModelException;
import org.jspecify.annotations.Nullable;

/**
 * The {@code torch.save} format since PyTorch 1.6: a zip of stored (not deflated) records, {@code
 * NAME/data.pkl} and one {@code NAME/data/KEY} per storage.
 */
final class TorchZip implements AutoCloseable {
  private static final String PICKLE = "data.pkl";
  private static final long LARGEST_PICKLE = 64L << 20;

  private final Path file;
  private final ZipFile zip;

  TorchZip(Path file) throws ModelException {
    this.file = file;
    try {
      this.zip = new ZipFile(file.toFile());
    } catch (IOException | IllegalArgumentException e) {
      throw Damage.of(file, "its zip directory is damaged or cut off", e);
    }
  }

  StateDict.Found find(@Nullable String rootKey) throws ModelException {
    ZipEntry pickle =
        zip.stream()
            .filter(entry -> entry.getName().matches("[^/]+/" + PICKLE))
            .findFirst()
            .map(ZipEntry.class::cast)
            .orElse(null);
    if (pickle == null || pickle.getSize() > LARGEST_PICKLE) {
      throw Damage.of(file, "it is a zip, but not one written by torch.save");
    }
    String folder = pickle.getName().substring(0, pickle.getName().length() - PICKLE.length());
    Object root;
    try {
      root = new Unpickler(record(pickle)).read();
    } catch (Unpickler.PickleException e) {
      throw Damage.of(file, e.getMessage() + "", e);
    }
    return StateDict.find(file, root, rootKey, storage -> storage(folder, storage));
  }

  private ByteBuffer storage(String folder, StorageRef storage) throws ModelException {
    @Nullable ZipEntry entry = zip.getEntry(folder + "data/" + storage.key());
    if (entry == null || entry.getSize() != storage.count() * storage.type().bytes()) {
      throw Damage.of(
          file, "the storage " + Damage.quote(storage.key()) + " is absent or of another size");
    }
    return record(entry);
  }

  private ByteBuffer record(ZipEntry entry) throws ModelException {
    String name = Damage.quote(entry.getName());
    if (entry.getMethod() != ZipEntry.STORED || entry.getSize() > Integer.MAX_VALUE) {
      throw Damage.of(file, "the record " + name + " is compressed or too large");
    }
    byte[] bytes;
    try (InputStream in = zip.getInputStream(entry)) {
      // readNBytes grows with what is really there, whatever the directory claims.
      bytes = in.readNBytes((int) entry.getSize());
    } catch (ZipException e) {
      throw Damage.of(file, "the record " + name + " is damaged", e);
    } catch (IOException e) {
      throw Damage.of(file, "the record " + name + " cannot be read", e);
    }
    CRC32 crc = new CRC32();
    crc.update(bytes);
    if (bytes.length != entry.getSize() || crc.getValue() != entry.getCrc()) {
      throw Damage.of(file, "the record " + name + " does not match its checksum");
    }
    return ByteBuffer.wrap(bytes);
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
