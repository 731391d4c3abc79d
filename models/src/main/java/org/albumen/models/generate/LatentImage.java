package org.albumen.models.generate;

import java.nio.ByteBuffer;
import org.albumen.models.compute.TensorProgram.Values;
import org.albumen.models.failure.ModelException;
import org.albumen.models.failure.ModelProblem;
import org.albumen.models.imaging.Photograph;

/** A generator's answer as an image. */
final class LatentImage {
  private LatentImage() {}

  /**
   * From -1 to 1 to bytes, in the way of the published tools; what is beyond is clamped.
   *
   * @param values 1 x channels x height x width; of one channel becomes gray
   */
  static Photograph of(Values values) throws ModelException {
    int channels = values.shape().get(1).intValue();
    int height = values.shape().get(2).intValue();
    int width = values.shape().get(3).intValue();
    Photograph photograph = Photograph.black(width, height);
    ByteBuffer rgb = photograph.rgb();
    float[] numbers = values.numbers();
    int plane = width * height;
    for (int i = 0; i < plane; i++) {
      for (int c = 0; c < Photograph.CHANNELS; c++) {
        float level = numbers[Math.min(c, channels - 1) * plane + i] * 127.5f + 128;
        if (!Float.isFinite(level)) {
          throw new ModelException(
              ModelProblem.MODEL_MISMATCH,
              "the image is not finite: the weights are not those of this configuration");
        }
        rgb.put(Photograph.CHANNELS * i + c, (byte) (int) Math.max(0, Math.min(255, level)));
      }
    }
    return photograph;
  }
}
