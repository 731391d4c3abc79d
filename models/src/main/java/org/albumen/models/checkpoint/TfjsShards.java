package org.albumen.models.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.albumen.models.failure.ModelException;

/**
 * Files read as if one followed the other. Their sizes are those found at the beginning.
 *
 * @param ends where each file ends, in bytes from the start of the first
 */
record TfjsShards(List<Path> files, List<Long> ends) {

  /**
   * @param model the file that names the others, which lie beside it
   * @throws ModelException {@code MODEL_CORRUPT} when one is absent
   */
  static TfjsShards of(Path model, List<String> names) throws ModelException {
    List<Path> files = new ArrayList<>();
    List<Long> ends = new ArrayList<>();
    long end = 0;
    for (String name : names) {
      Path file = model.resolveSibling(name);
      try {
        end += Files.size(file);
      } catch (IOException e) {
        throw Damage.of(model, "its file " + Damage.quote(name) + " is absent", e);
      }
      files.add(file);
      ends.add(end);
    }
    return new TfjsShards(files, ends);
  }

  /** Bytes in all. */
  long size() {
    return ends.isEmpty() ? 0 : ends.get(ends.size() - 1);
  }

  /** Some bytes, which may lie in several of the files. */
  ByteBuffer read(long position, int length) throws ModelException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    for (int i = 0; i < files.size() && bytes.hasRemaining(); i++) {
      long begin = i == 0 ? 0 : ends.get(i - 1);
      long at = position + bytes.position();
      if (at < ends.get(i)) {
        long here = Math.min(bytes.remaining(), ends.get(i) - at);
        fill(bytes.slice(bytes.position(), (int) here), files.get(i), at - begin);
        bytes.position(bytes.position() + (int) here);
      }
    }
    return bytes.flip();
  }

  private static void fill(ByteBuffer bytes, Path file, long position) throws ModelException {
    try (FileChannel channel = FileChannel.open(file)) {
      while (bytes.hasRemaining()) {
        if (channel.read(bytes, position + bytes.position()) < 0) {
          throw Damage.of(file, "it became shorter while it was read");
        }
      }
    } catch (IOException e) {
      throw Damage.of(file, "it cannot be read", e);
    }
  }
}
