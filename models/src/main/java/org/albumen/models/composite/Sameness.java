package org.albumen.models.composite;

/** Whether all pixels that were looked at have one colour; mostly known after a few. */
final class Sameness {
  private boolean same = true;
  private float[] first = {};

  void look(float[] rgb, int pixels) {
    if (first.length == 0) {
      first = new float[] {rgb[0], rgb[1], rgb[2]};
    }
    for (int i = 0; same && i < 3 * pixels; i++) {
      same = rgb[i] == first[i % 3];
    }
  }

  boolean isSame() {
    return same;
  }
}
