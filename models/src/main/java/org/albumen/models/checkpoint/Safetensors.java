package org.albumen.models.checkpoint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.albumen.models.failure.ModelException;
import org.jspecify.annotations.Nullable;

/**
 * The safetensors format: eight bytes that count the header's bytes, a JSON header of names, types,
 * shapes and offsets, and the numbers. As its specification demands, the numbers fill the rest of
 * the file without overlap and without holes.
 *
 * <p>A header of more than {@value #LONGEST_HEADER} bytes is refused: those of published networks
 * have about a hundred per tensor.
 */
final class Safetensors {
  /** The most bytes of a header that are read into memory. */
  static final int LONGEST_HEADER = 16 << 20;

  /** What the format itself allows; a longer one means another kind of file. */
  private static final long LONGEST_IN_THE_FORMAT = 100_000_000;

  private static final String METADATA = "__metadata__";
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(4)
                  .maxNameLength(1024)
                  .maxNumberLength(20)
                  .maxStringLength(LONGEST_HEADER)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private final Path file;
  private final ByteBuffer header;
  private final ByteBuffer data;

  private Safetensors(Path file, ByteBuffer header, ByteBuffer data) {
    this.file = file;
    this.header = header;
    this.data = data;
  }

  /** One entry of the header; null is what it does not say. */
  private record Entry(
      String name,
      @Nullable String type,
      @Nullable List<Long> shape,
      @Nullable List<Long> offsets) {}

  /** Where a tensor's bytes lie, from {@code begin} to before {@code end}. */
  private record Extent(String name, long begin, long end) {}

  /** Whether the file begins as one of this format, however damaged it may be. */
  static boolean recognises(ByteBuffer bytes) {
    if (bytes.remaining() <= Long.BYTES || bytes.get(Long.BYTES) != '{') {
      return false;
    }
    long length = bytes.order(ByteOrder.LITTLE_ENDIAN).getLong(0);
    return length > 0 && length <= LONGEST_IN_THE_FORMAT;
  }

  /**
   * Reads the header; the numbers are read when asked for.
   *
   * @param bytes the whole file, which {@link #recognises} accepts
   */
  static Map<String, Tensor> tensors(Path file, ByteBuffer bytes) throws ModelException {
    long length = bytes.order(ByteOrder.LITTLE_ENDIAN).getLong(0);
    if (length > LONGEST_HEADER) {
      throw Damage.of(file, "its header has " + length + " bytes, more than " + LONGEST_HEADER);
    }
    if (length > bytes.remaining() - Long.BYTES) {
      throw Damage.of(file, "it ends within its header");
    }
    int begin = Long.BYTES + (int) length;
    return new Safetensors(
            file,
            bytes.slice(Long.BYTES, (int) length),
            bytes.slice(begin, bytes.remaining() - begin))
        .read();
  }

  private Map<String, Tensor> read() throws ModelException {
    byte[] text = new byte[header.remaining()];
    header.get(text);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    List<Extent> extents = new ArrayList<>();
    try (JsonParser json = JSON.createParser(text)) {
      require(json.nextToken() == JsonToken.START_OBJECT);
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        require(json.nextToken() == JsonToken.START_OBJECT);
        if (name.equals(METADATA)) {
          json.skipChildren();
        } else {
          tensors.put(name, tensor(entry(name, json), extents));
        }
      }
      require(json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null);
    } catch (IOException e) {
      throw Damage.of(file, "its header is no description of tensors", e);
    }
    requireFilled(extents);
    return tensors;
  }

  private Entry entry(String name, JsonParser json) throws IOException, ModelException {
    String type = null;
    List<Long> shape = null;
    List<Long> offsets = null;
    for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
      switch (field) {
        case "dtype" -> type = json.nextTextValue();
        case "shape" -> shape = numbers(json);
        case "data_offsets" -> offsets = numbers(json);
        default -> throw Damage.of(file, "its header has the field " + Damage.quote(field));
      }
    }
    require(json.currentToken() == JsonToken.END_OBJECT);
    return new Entry(name, type, shape, offsets);
  }

  private List<Long> numbers(JsonParser json) throws IOException, ModelException {
    require(json.nextToken() == JsonToken.START_ARRAY);
    List<Long> numbers = new ArrayList<>();
    while (json.nextToken() == JsonToken.VALUE_NUMBER_INT) {
      numbers.add(json.getLongValue());
    }
    require(json.currentToken() == JsonToken.END_ARRAY);
    return numbers;
  }

  private Tensor tensor(Entry entry, List<Extent> extents) throws ModelException {
    String name = Damage.quote(entry.name());
    if (entry.type() == null || entry.shape() == null || entry.offsets() == null) {
      throw Damage.of(file, "its header says too little of the tensor " + name);
    }
    @Nullable ElementType type = ElementType.ofSafetensors(entry.type());
    if (type == null) {
      throw Damage.of(
          file, "the tensor " + name + " has the element type " + Damage.quote(entry.type()));
    }
    List<Long> offsets = entry.offsets();
    if (offsets.size() != 2
        || offsets.get(0) < 0
        || offsets.get(0) > offsets.get(1)
        || offsets.get(1) > data.remaining()) {
      throw Damage.of(file, "the tensor " + name + " lies outside of the file");
    }
    int begin = offsets.get(0).intValue();
    int length = offsets.get(1).intValue() - begin;
    ByteBuffer numbers = data.slice(begin, length);
    Tensor tensor =
        new Tensor(
            entry.name(),
            entry.shape(),
            type,
            Tensor.Layout.rowMajor(entry.shape()),
            length / type.bytes(),
            numbers::duplicate);
    if ((long) tensor.count() * type.bytes() != length) {
      throw Damage.of(
          file, "the tensor " + name + " has " + length + " bytes, which its shape does not fill");
    }
    extents.add(new Extent(name, begin, offsets.get(1)));
    return tensor;
  }

  private void requireFilled(List<Extent> extents) throws ModelException {
    extents.sort(Comparator.comparingLong(Extent::begin).thenComparingLong(Extent::end));
    long end = 0;
    for (Extent extent : extents) {
      if (extent.begin() != end) {
        String what = extent.begin() < end ? " overlaps another" : " leaves a hole before it";
        throw Damage.of(file, "the tensor " + extent.name() + what);
      }
      end = extent.end();
    }
    if (end != data.remaining()) {
      throw Damage.of(file, "it has " + (data.remaining() - end) + " bytes after its last tensor");
    }
  }

  private void require(boolean expected) throws ModelException {
    if (!expected) {
      throw Damage.of(file, "its header is no description of tensors");
    }
  }
}
