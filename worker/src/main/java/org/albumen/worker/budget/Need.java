package org.albumen.worker.budget;

/**
 * What a job holds at most, in bytes.
 *
 * @param memory of the process in all: heap, direct buffers, native libraries
 * @param heap the part of it that is on the JVM's heap
 * @param device of the GPU
 */
public record Need(long memory, long heap, long device) {
  /** Nothing worth a word. */
  public static final Need NONE = new Need(0, 0, 0);

  public Need {
    if (memory < 0 || heap < 0 || device < 0) {
      throw new IllegalArgumentException("no job needs less than nothing");
    }
  }
}
