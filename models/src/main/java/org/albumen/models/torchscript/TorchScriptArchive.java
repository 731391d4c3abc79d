package org.albumen.models.torchscript;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.albumen.models.failure.ModelException;
import org.albumen.models.torchscript.ScriptModule.Constant;
import org.albumen.models.torchscript.ScriptModule.Member;
import org.albumen.models.torchscript.ScriptModule.Submodule;
import org.albumen.models.torchscript.ScriptModule.Weight;

/**
 * Writes a declared module and its weights as a TorchScript archive (format version 10) that
 * libtorch loads. The same input gives the same bytes. Of the large tensors that lie as they came,
 * pieces are in memory, of others one at a time.
 */
public final class TorchScriptArchive {
  /** The earliest time that a zip can hold. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  /** Numbers that may well be in memory together. */
  private static final long SMALL = 1 << 20;

  private static final String TOP = "network/";
  private static final byte[] EMPTY_TUPLE = {(byte) 0x80, 2, ')', '.'};

  private final ScriptModule root;
  private final Storage storage;
  private int storages;

  private TorchScriptArchive(ScriptModule root, Storage storage) {
    this.root = root;
    this.storage = storage;
  }

  /**
   * Writes the archive beside its target and moves it there, so that a reader sees all of it or
   * nothing, also when several write the same target.
   *
   * @throws ModelException when the weights cannot be read; nothing is left behind
   * @throws IllegalArgumentException when two modules of one class differ in their members, or a
   *     weight has not as many numbers as declared
   */
  public static void write(Path target, ScriptModule root, Weights weights, Storage storage)
      throws IOException, ModelException {
    Path unfinished =
        target.resolveSibling(target.getFileName() + "." + UUID.randomUUID() + ".unfinished");
    try {
      try (OutputStream out =
              new BufferedOutputStream(
                  Files.newOutputStream(unfinished, StandardOpenOption.CREATE_NEW), 1 << 20);
          ZipOutputStream zip = new ZipOutputStream(out)) {
        new TorchScriptArchive(root, storage).write(zip, weights);
      }
      Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  /** Everything of an archive but the weights' numbers, as text: equal for equal archives. */
  public static String description(ScriptModule root, Storage storage) {
    return storage + "\n" + root + "\n" + ScriptSource.of(root);
  }

  private void write(ZipOutputStream zip, Weights weights) throws IOException, ModelException {
    PickleWriter pickle = new PickleWriter();
    module(pickle, root);
    put(zip, "data.pkl", pickle.finish());
    put(zip, "code/__torch__.py", ScriptSource.of(root).getBytes(StandardCharsets.UTF_8));
    put(zip, "constants.pkl", EMPTY_TUPLE);
    put(zip, "version", "10\n".getBytes(StandardCharsets.US_ASCII));
    int key = 0;
    for (Map.Entry<String, Weight> weight : root.weights().entrySet()) {
      put(zip, "data/" + key++, weight.getKey(), weight.getValue(), weights);
    }
  }

  /** A stored record's checksum stands before it, so large tensors are read twice. */
  private void put(ZipOutputStream zip, String record, String name, Weight weight, Weights weights)
      throws IOException, ModelException {
    long count = TensorRecord.count(weight.shape());
    boolean whole = storage.channelsLast(weight) || count <= SMALL;
    CRC32 crc = new CRC32();
    byte[][] last = {{}};
    AtomicLong size = new AtomicLong();
    weight.stream(
        name,
        weights,
        whole,
        (values, n) -> {
          last[0] = TensorRecord.bytes(values, n, weight, storage);
          crc.update(last[0]);
          size.addAndGet(last[0].length);
        });
    if (size.get() != count * storage.numbers(weight).bytes()) {
      long found = size.get() / storage.numbers(weight).bytes();
      throw new IllegalArgumentException(
          name + " has " + found + " numbers, not the shape " + weight.shape());
    }
    zip.putNextEntry(entry(record, size.get(), crc.getValue()));
    if (size.get() == last[0].length) {
      zip.write(last[0]);
    } else {
      weight.stream(
          name,
          weights,
          whole,
          (values, n) -> zip.write(TensorRecord.bytes(values, n, weight, storage)));
    }
    zip.closeEntry();
  }

  /** Storages are numbered in the order of {@link ScriptModule#weights()}. */
  private void module(PickleWriter pickle, ScriptModule module) {
    pickle.global("__torch__", module.type().name()).raw(')', 0x81, '}').mark();
    module
        .members()
        .forEach(
            (name, member) -> {
              pickle.text(name);
              member(pickle, member);
            });
    pickle.raw('u', 'b');
  }

  private void member(PickleWriter pickle, Member member) {
    if (member instanceof Weight weight) {
      pickle.tensor(Integer.toString(storages++), weight, storage);
    } else if (member instanceof Submodule inner) {
      module(pickle, inner.module());
    } else if (member instanceof Constant constant) {
      constant(pickle, constant.value());
    }
  }

  private static void constant(PickleWriter pickle, Object value) {
    if (value instanceof Long number) {
      pickle.integer(number);
    } else if (value instanceof Double number) {
      pickle.real(number);
    } else if (value instanceof Boolean flag) {
      pickle.bool(flag);
    }
  }

  private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    zip.putNextEntry(entry(name, bytes.length, crc.getValue()));
    zip.write(bytes);
    zip.closeEntry();
  }

  /** Records are stored, not deflated: weights hardly shrink, and loading is faster. */
  private static ZipEntry entry(String name, long size, long crc) {
    ZipEntry entry = new ZipEntry(TOP + name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(size);
    entry.setCrc(crc);
    entry.setTimeLocal(NO_TIME);
    return entry;
  }
}
