package org.albumen.local.sheet;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One photograph on the sheet. Texts may be anything: they are escaped when written. */
public sealed interface Entry {
  /** What the photograph is called, usually its key. */
  String title();

  /**
   * A photograph that was restored.
   *
   * @param before the source's pixels, of which a preview is written
   * @param source size of the source in pixels
   * @param result path of the result relative to the results folder, with {@code /}, not encoded
   * @param after the result's pixels
   * @param preview whether a preview of the result is written; else its own file is shown, which
   *     must then be one that browsers show (PNG, JPEG, WebP)
   * @param restored size of the result in pixels
   * @param faces the faces found, in the order of their numbers
   * @param review whether somebody should look at the result
   * @param seconds time that the restoration took; 0 when the result was there already
   * @param networks the networks that took part
   * @param sidecar path of the sidecar relative to the results folder, or null
   * @param mask path of the alteration mask relative to the results folder, or null
   */
  record Restored(
      String title,
      Picture before,
      Size source,
      String result,
      Picture after,
      boolean preview,
      Size restored,
      List<Face> faces,
      boolean review,
      double seconds,
      List<Network> networks,
      @Nullable String sidecar,
      @Nullable String mask)
      implements Entry {
    public Restored {
      faces = List.copyOf(faces);
      networks = List.copyOf(networks);
    }
  }

  /**
   * A photograph that could not be restored.
   *
   * @param code the failure code
   * @param message one line that says what to do
   */
  record Failed(String title, String code, String message) implements Entry {}

  /** Width and height in pixels, 1 or more. */
  record Size(int width, int height) {}

  /**
   * A face.
   *
   * @param x of its box in source pixels from the left
   * @param y from the top
   * @param score the detector's, 0 to 1
   * @param outcome what became of it, in a word or two
   * @param psnr how well it agrees with the face it was, in dB; null when it was not measured
   */
  record Face(
      double x,
      double y,
      double width,
      double height,
      double score,
      String outcome,
      @Nullable Double psnr) {}

  /** A network by its name and the licence of its weights. */
  record Network(String name, String licence) {}
}
