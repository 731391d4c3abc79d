package org.albumen.models.tile;

/** Told how far an image is, on the thread that waits for it. */
@FunctionalInterface
public interface Progress {
  /** For those who do not ask. */
  Progress NONE = (done, all) -> {};

  /**
   * A tile is finished. Both numbers are larger after memory was short, as the rest of the image is
   * cut finer.
   *
   * @param done 1 to {@code all}
   * @param all tiles of the image
   */
  void tiles(int done, int all);
}
