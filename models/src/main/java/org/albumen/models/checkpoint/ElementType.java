package org.albumen.models.checkpoint;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** How the numbers of a tensor stand in a file. All are little-endian. */
enum ElementType {
  FLOAT64(8, true),
  FLOAT32(4, true),
  FLOAT16(2, true),
  BFLOAT16(2, true),
  INT64(8, false),
  INT32(4, false),
  INT16(2, false),
  INT8(1, false),
  UINT8(1, false),
  BOOL(1, false);

  private final int bytes;
  private final boolean floating;

  ElementType(int bytes, boolean floating) {
    this.bytes = bytes;
    this.floating = floating;
  }

  /** Bytes per element. */
  int bytes() {
    return bytes;
  }

  boolean floating() {
    return floating;
  }

  /** The element at a byte position, widened (or, from 64 bits, rounded) to 32 bits. */
  float floatAt(ByteBuffer data, int position) {
    return switch (this) {
      case FLOAT64 -> (float) data.getDouble(position);
      case FLOAT32 -> data.getFloat(position);
      case FLOAT16 -> halfToFloat(data.getShort(position));
      case BFLOAT16 -> Float.intBitsToFloat(data.getShort(position) << 16);
      default -> longAt(data, position);
    };
  }

  /** The integer element at a byte position. */
  long longAt(ByteBuffer data, int position) {
    return switch (this) {
      case INT64 -> data.getLong(position);
      case INT32 -> data.getInt(position);
      case INT16 -> data.getShort(position);
      case INT8 -> data.get(position);
      case UINT8, BOOL -> data.get(position) & 0xff;
      default -> throw new IllegalStateException(this + " is no integer type");
    };
  }

  /** The type of a class such as {@code torch.FloatStorage}, or null. */
  static @Nullable ElementType ofTorchStorage(String className) {
    return switch (className) {
      case "DoubleStorage" -> FLOAT64;
      case "FloatStorage" -> FLOAT32;
      case "HalfStorage" -> FLOAT16;
      case "BFloat16Storage" -> BFLOAT16;
      case "LongStorage" -> INT64;
      case "IntStorage" -> INT32;
      case "ShortStorage" -> INT16;
      case "CharStorage" -> INT8;
      case "ByteStorage" -> UINT8;
      case "BoolStorage" -> BOOL;
      default -> null;
    };
  }

  /** The type of a name such as {@code BF16} in a safetensors header, or null. */
  static @Nullable ElementType ofSafetensors(String dtype) {
    return switch (dtype) {
      case "F64" -> FLOAT64;
      case "F32" -> FLOAT32;
      case "F16" -> FLOAT16;
      case "BF16" -> BFLOAT16;
      case "I64" -> INT64;
      case "I32" -> INT32;
      case "I16" -> INT16;
      case "I8" -> INT8;
      case "U8" -> UINT8;
      case "BOOL" -> BOOL;
      default -> null;
    };
  }

  /** The type of a {@code TensorProto.DataType} number, or null. */
  static @Nullable ElementType ofOnnx(int dataType) {
    return switch (dataType) {
      case 1 -> FLOAT32;
      case 2 -> UINT8;
      case 3 -> INT8;
      case 5 -> INT16;
      case 6 -> INT32;
      case 7 -> INT64;
      case 9 -> BOOL;
      case 10 -> FLOAT16;
      case 11 -> FLOAT64;
      case 16 -> BFLOAT16;
      default -> null;
    };
  }

  /** IEEE 754 binary16 to binary32, exact. */
  private static float halfToFloat(short half) {
    int sign = (half & 0x8000) << 16;
    int exponent = (half >> 10) & 0x1f;
    int fraction = half & 0x3ff;
    if (exponent == 0) {
      float magnitude = fraction * 0x1p-24f;
      return sign == 0 ? magnitude : -magnitude;
    }
    int wide = exponent == 31 ? 0xff : exponent + 112;
    return Float.intBitsToFloat(sign | (wide << 23) | (fraction << 13));
  }
}
