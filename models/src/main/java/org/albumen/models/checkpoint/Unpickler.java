package org.albumen.models.checkpoint;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.albumen.models.checkpoint.TorchGlobals.StorageRef;
import org.jspecify.annotations.Nullable;

/**
 * Reads the pickles of PyTorch checkpoints (protocols 2 to 5) and executes nothing: a class or
 * function of the pickle is only a name, and a name outside its {@link Vocabulary} is refused. Dict
 * and OrderedDict become {@link LinkedHashMap}, list, tuple and set {@link List}, int {@link Long}
 * or {@link BigInteger}, bytes a view of the file.
 *
 * <p>Memory is bounded: every opcode adds at most one value, opcodes and text are limited, and no
 * length is believed that the remaining bytes cannot hold. Nothing here recurses, so nesting cannot
 * exhaust the stack.
 */
final class Unpickler {
  /** What a pickle may not contain or got wrong; the message is fit for a user. */
  static final class PickleException extends Exception {
    @java.io.Serial private static final long serialVersionUID = 1L;

    PickleException(String message) {
      super(message);
    }
  }

  /** A class or function that the pickle names. */
  record Global(String module, String name) {
    @Override
    public String toString() {
      return module + "." + name;
    }
  }

  /** An object whose content says nothing about weights. */
  record Opaque(Global type) {}

  private static final Object MARK = new Object();
  private static final int LONGEST_INTEGER = 64;
  private static final int LONGEST_NAME = 1024;
  private static final int MOST_OPCODES = 2_000_000;
  private static final long MOST_TEXT = 64L << 20;

  /** Python's None. */
  static final Object NONE = new Object();

  private final ByteBuffer in;
  private final ArrayList<Object> stack = new ArrayList<>();
  private final Map<Integer, Object> memo = new HashMap<>();
  private final Map<String, StorageRef> storages = new HashMap<>();
  private final Vocabulary vocabulary;
  private int opcodes;
  private long text;

  /** Reads what {@code torch.save} writes. */
  Unpickler(ByteBuffer in) {
    this(in, TorchGlobals.VOCABULARY);
  }

  /**
   * @param in the pickle from its position; afterwards the position is behind its STOP
   */
  Unpickler(ByteBuffer in, Vocabulary vocabulary) {
    this.in = in.order(ByteOrder.LITTLE_ENDIAN);
    this.vocabulary = vocabulary;
  }

  /** Every storage that the pickles read so far refer to, by key. */
  Map<String, StorageRef> storages() {
    return storages;
  }

  /** Reads one pickle, up to its STOP. */
  Object read() throws PickleException {
    try {
      while (true) {
        int opcode = in.get() & 0xff;
        if (opcode == '.') {
          return pop();
        }
        if (++opcodes > MOST_OPCODES) {
          throw new PickleException("its pickle has more parts than any network needs");
        }
        step(opcode);
      }
    } catch (java.nio.BufferUnderflowException e) {
      throw new PickleException("its pickle ends early");
    } catch (ClassCastException | IndexOutOfBoundsException e) {
      throw new PickleException("its pickle is malformed");
    }
  }

  private void step(int opcode) throws PickleException {
    switch (opcode) {
      case 0x80 -> requireProtocol(in.get());
      case 0x95 -> in.getLong(); // FRAME: only a hint for streaming readers
      case '(' -> stack.add(MARK);
      case '0' -> pop();
      case 'N' -> stack.add(NONE);
      case 0x88 -> stack.add(true);
      case 0x89 -> stack.add(false);
      case 'K' -> stack.add((long) (in.get() & 0xff));
      case 'M' -> stack.add((long) (in.getShort() & 0xffff));
      case 'J' -> stack.add((long) in.getInt());
      case 0x8a -> stack.add(integer(in.get() & 0xff));
      case 0x8b -> stack.add(integer(in.getInt()));
      case 'G' -> stack.add(Double.longBitsToDouble(Long.reverseBytes(in.getLong())));
      case 'X' -> stack.add(text(in.getInt()));
      case 0x8c, 'U' -> stack.add(text(in.get() & 0xff));
      case 'T' -> stack.add(text(in.getInt()));
      case 0x8d -> stack.add(text(in.getLong()));
      case 'C' -> stack.add(view(in.get() & 0xff));
      case 'B' -> stack.add(view(in.getInt()));
      case 0x8e -> stack.add(view(in.getLong()));
      case '}' -> stack.add(new LinkedHashMap<Object, Object>());
      case ']', 0x8f -> stack.add(new ArrayList<>());
      case ')' -> stack.add(List.of());
      case 0x85 -> tuple(1);
      case 0x86 -> tuple(2);
      case 0x87 -> tuple(3);
      case 't' -> stack.add(new ArrayList<>(popToMark()));
      case 'a' -> append(List.of(pop()));
      case 'e', 0x90 -> append(popToMark());
      case 's' -> setItems(popPair());
      case 'u' -> setItems(popToMark());
      case 'q' -> memo.put(in.get() & 0xff, peek());
      case 'r' -> memo.put(in.getInt(), peek());
      case 0x94 -> memo.put(memo.size(), peek());
      case 'h' -> stack.add(recall(in.get() & 0xff));
      case 'j' -> stack.add(recall(in.getInt()));
      case 'c' -> stack.add(vocabulary.require(new Global(line(), line())));
      case 0x93 -> stackGlobal();
      case 'Q' -> persistent();
      case 'R', 0x81 -> reduce();
      case 'b' -> build();
      default ->
          throw new PickleException(
              "its pickle holds the opcode 0x"
                  + Integer.toHexString(opcode)
                  + ", which no state dictionary needs");
    }
  }

  private static void requireProtocol(byte protocol) throws PickleException {
    if (protocol < 2 || protocol > 5) {
      throw new PickleException("its pickle has the unknown protocol " + protocol);
    }
  }

  private void tuple(int size) {
    List<Object> tail = stack.subList(stack.size() - size, stack.size());
    List<Object> tuple = new ArrayList<>(tail);
    tail.clear();
    stack.add(tuple);
  }

  private List<Object> popToMark() {
    int mark = stack.size() - 1;
    while (stack.get(mark) != MARK) {
      mark--;
    }
    List<Object> tail = new ArrayList<>(stack.subList(mark + 1, stack.size()));
    stack.subList(mark, stack.size()).clear();
    return tail;
  }

  private List<Object> popPair() {
    Object value = pop();
    return List.of(pop(), value);
  }

  @SuppressWarnings("unchecked")
  private void append(List<Object> values) {
    ((ArrayList<Object>) peek()).addAll(values);
  }

  @SuppressWarnings("unchecked")
  private void setItems(List<Object> pairs) throws PickleException {
    Map<Object, Object> map = (LinkedHashMap<Object, Object>) peek();
    for (int i = 0; i < pairs.size(); i += 2) {
      Object key = pairs.get(i);
      // Only flat keys: hashing a nested one could recurse without end.
      if (!(key instanceof String || key instanceof Long)) {
        throw new PickleException("its pickle has a dictionary key that is no text or number");
      }
      map.put(key, pairs.get(i + 1));
    }
  }

  private void stackGlobal() throws PickleException {
    String name = (String) pop();
    stack.add(vocabulary.require(new Global((String) pop(), name)));
  }

  private void persistent() throws PickleException {
    StorageRef storage = vocabulary.persistent((List<?>) pop());
    storages.put(storage.key(), storage);
    stack.add(storage);
  }

  private void reduce() throws PickleException {
    List<?> arguments = (List<?>) pop();
    stack.add(vocabulary.call((Global) pop(), arguments));
  }

  /** OrderedDicts carry a state ({@code _metadata}); it says nothing about tensors. */
  private void build() throws PickleException {
    pop();
    if (!(peek() instanceof Map || peek() instanceof Opaque)) {
      throw new PickleException("its pickle sets the state of an object other than a dictionary");
    }
  }

  private Object recall(int index) throws PickleException {
    @Nullable Object value = memo.get(index);
    if (value == null) {
      throw new PickleException("its pickle refers to a value that it never stored");
    }
    return value;
  }

  private Object peek() {
    Object top = stack.get(stack.size() - 1);
    if (top == MARK) {
      throw new IndexOutOfBoundsException("mark");
    }
    return top;
  }

  private Object pop() {
    Object top = peek();
    stack.remove(stack.size() - 1);
    return top;
  }

  /** A window on the file: bytes that hold storages are not copied. */
  private ByteBuffer view(long length) throws PickleException {
    if (length < 0 || length > in.remaining()) {
      throw new PickleException("its pickle ends early");
    }
    ByteBuffer view = in.slice(in.position(), (int) length);
    in.position(in.position() + (int) length);
    return view;
  }

  private byte[] bytes(long length) throws PickleException {
    ByteBuffer view = view(length);
    byte[] bytes = new byte[(int) length];
    view.get(bytes);
    return bytes;
  }

  private String text(long length) throws PickleException {
    if (length > MOST_TEXT - text) {
      throw new PickleException("its pickle holds more text than any network needs");
    }
    text += Math.max(0, length);
    return new String(bytes(length), StandardCharsets.UTF_8);
  }

  private Object integer(int length) throws PickleException {
    if (length < 0 || length > LONGEST_INTEGER) {
      throw new PickleException("its pickle holds an absurdly long integer");
    }
    byte[] bytes = bytes(length);
    byte[] bigEndian = new byte[Math.max(1, length)];
    for (int i = 0; i < length; i++) {
      bigEndian[length - 1 - i] = bytes[i];
    }
    BigInteger value = new BigInteger(bigEndian);
    return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
  }

  private String line() throws PickleException {
    StringBuilder line = new StringBuilder();
    for (int c = in.get(); c != '\n'; c = in.get()) {
      if (line.length() == LONGEST_NAME) {
        throw new PickleException("its pickle holds an absurdly long name");
      }
      line.append((char) (c & 0xff));
    }
    return line.toString();
  }
}
