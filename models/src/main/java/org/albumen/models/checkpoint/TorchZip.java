package org.albumen.models.checkpoint;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
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
  private static final int PIECE = 1 << 18;

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
    return StateDict.find(file, root, rootKey, storage -> new Numbers(folder, storage));
  }

  /** The bytes of a storage. */
  private final class Numbers implements Tensor.Payload {
    private final String folder;
    private final StorageRef storage;

    Numbers(String folder, StorageRef storage) {
      this.folder = folder;
      this.storage = storage;
    }

    private ZipEntry entry() throws ModelException {
      @Nullable ZipEntry entry = zip.getEntry(folder + "data/" + storage.key());
      if (entry == null || entry.getSize() != storage.count() * storage.type().bytes()) {
        throw Damage.of(
            file, "the storage " + Damage.quote(storage.key()) + " is absent or of another size");
      }
      return entry;
    }

    @Override
    public ByteBuffer read() throws ModelException {
      return record(entry());
    }

    @Override
    public void stream(Tensor.Pieces pieces) throws ModelException, IOException {
      TorchZip.this.stream(entry(), pieces);
    }
  }

  private ByteBuffer record(ZipEntry entry) throws ModelException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      // Grows with what is really there, whatever the directory claims.
      stream(entry, piece -> bytes.writeBytes(copy(piece)));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail so
    }
    return ByteBuffer.wrap(bytes.toByteArray());
  }

  private static byte[] copy(ByteBuffer piece) {
    byte[] copy = new byte[piece.remaining()];
    piece.get(copy);
    return copy;
  }

  private void stream(ZipEntry entry, Tensor.Pieces pieces) throws ModelException, IOException {
    String name = Damage.quote(entry.getName());
    if (entry.getMethod() != ZipEntry.STORED || entry.getSize() > Integer.MAX_VALUE) {
      throw Damage.of(file, "the record " + name + " is compressed or too large");
    }
    CRC32 crc = new CRC32();
    byte[] piece = new byte[PIECE];
    long all = 0;
    try (InputStream in = open(entry, name)) {
      for (int count = next(in, piece, name); count > 0; count = next(in, piece, name)) {
        crc.update(piece, 0, count);
        all += count;
        pieces.accept(ByteBuffer.wrap(piece, 0, count));
      }
    }
    if (all != entry.getSize() || crc.getValue() != entry.getCrc()) {
      throw Damage.of(file, "the record " + name + " does not match its checksum");
    }
  }

  private InputStream open(ZipEntry entry, String name) throws ModelException {
    try {
      return zip.getInputStream(entry);
    } catch (IOException e) {
      throw Damage.of(file, "the record " + name + " is damaged", e);
    }
  }

  private int next(InputStream in, byte[] piece, String name) throws ModelException {
    try {
      return in.readNBytes(piece, 0, piece.length);
    } catch (IOException e) {
      throw Damage.of(file, "the record " + name + " cannot be read", e);
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
