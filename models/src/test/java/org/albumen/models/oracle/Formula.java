package org.albumen.models.oracle;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A place in a file of the oracle where numbers by formula stand, as little-endian 32-bit floats.
 * One line of text is one place, its fields parted by tabulators.
 *
 * @param file the file's path below the oracle's folder
 * @param at the first number's place in bytes
 * @param key the weight's name, as {@link FormulaValues} takes it
 * @param offset the middle of the numbers
 * @param scale how far they reach from it
 */
record Formula(String file, int at, String key, long seed, int count, double offset, double scale) {
  private static final int FIELDS = 7;

  static Formula parse(String line) {
    String[] fields = line.split("\t", FIELDS);
    return new Formula(
        fields[0],
        Integer.parseInt(fields[1]),
        fields[6],
        Long.parseLong(fields[2]),
        Integer.parseInt(fields[3]),
        Double.parseDouble(fields[4]),
        Double.parseDouble(fields[5]));
  }

  String line() {
    return String.join("\t", file, at + "", seed + "", count + "", offset + "", scale + "", key);
  }

  /** The same numbers in another place. */
  Formula at(int place) {
    return new Formula(file, place, key, seed, count, offset, scale);
  }

  /** The numbers as they stand in the file. */
  byte[] bytes() {
    float[] numbers = FormulaValues.of(key, seed, count, offset, scale);
    ByteBuffer bytes = ByteBuffer.allocate(count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(numbers);
    return bytes.array();
  }
}
