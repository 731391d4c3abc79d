package org.albumen.models.face;

import static org.albumen.models.failure.RestorationProblem.ENGINE_FAILED;
import static org.albumen.models.failure.RestorationProblem.OUT_OF_MEMORY;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.albumen.models.compute.TensorProgram;
import org.albumen.models.failure.ModelException;
import org.albumen.models.failure.RestorationException;
import org.albumen.models.imaging.Lanczos;
import org.albumen.models.imaging.PartedPhotograph;
import org.albumen.models.imaging.Photograph;

/**
 * RetinaFace as facexlib publishes it, run by libtorch: the photograph is searched as a whole at
 * its own size, or scaled down to {@value #LONGEST} pixels.
 */
final class TorchRetinaFace implements FaceDetector {
  /** Facexlib's limit of the longer side. */
  private static final int LONGEST = 2150;

  // What the network's further call "detect" answers.
  private static final int CONFIDENCES = 1;
  private static final int BOXES = 4;
  private static final int LANDMARKS = 5;

  private final TensorProgram program;
  private final Executor executor;

  /**
   * A detector.
   *
   * @param program a module of {@link org.albumen.models.network.FaceDetectorNetwork}; closed with
   *     this
   * @param executor where it runs; not the caller's own thread's
   */
  TorchRetinaFace(TensorProgram program, Executor executor) {
    this.program = program;
    this.executor = executor;
  }

  /** How many pixels of a photograph of that size it sees. */
  static long sees(int width, int height) {
    int longSide = Math.max(width, height);
    return longSide <= LONGEST
        ? (long) width * height
        : (long) Lanczos.scaled(width, longSide, LONGEST)
            * Lanczos.scaled(height, longSide, LONGEST);
  }

  @Override
  public List<Face> detect(PartedPhotograph photograph, double minScore)
      throws RestorationException, IOException {
    Photograph seen = Lanczos.downscale(photograph, LONGEST);
    List<TensorProgram.Values> answer = run(seen);
    List<Face> found =
        DecodedFaces.of(
            answer.get(CONFIDENCES).numbers(),
            answer.get(BOXES).numbers(),
            answer.get(LANDMARKS).numbers(),
            minScore);
    double scaleX = (double) photograph.width() / seen.width();
    double scaleY = (double) photograph.height() / seen.height();
    return found.stream().map(face -> placed(face, scaleX, scaleY, photograph)).toList();
  }

  private List<TensorProgram.Values> run(Photograph seen) throws RestorationException {
    List<Long> shape = List.of((long) seen.height(), (long) seen.width(), 3L);
    var input = new TensorProgram.Values(shape, blueFirst(seen));
    try {
      return CompletableFuture.supplyAsync(() -> call(input), executor).join();
    } catch (RejectedExecutionException e) {
      throw new RestorationException(ENGINE_FAILED, "the engine is shut down", e);
    } catch (CompletionException e) {
      String reason = String.valueOf(e.getCause() == null ? e : e.getCause().getMessage());
      throw new RestorationException(
          reason.contains("memory") ? OUT_OF_MEMORY : ENGINE_FAILED,
          "the face detector failed: " + reason,
          e);
    }
  }

  private List<TensorProgram.Values> call(TensorProgram.Values input) {
    try {
      return program.call("detect", List.of(input));
    } catch (ModelException e) {
      throw new CompletionException(e);
    }
  }

  /** Levels of 0 to 255 in blue, green and red, pixel by pixel. */
  private static float[] blueFirst(Photograph photograph) {
    ByteBuffer rgb = photograph.rgb();
    float[] numbers = new float[rgb.capacity()];
    for (int i = 0; i < numbers.length; i += Photograph.CHANNELS) {
      for (int c = 0; c < Photograph.CHANNELS; c++) {
        numbers[i + c] = rgb.get(i + 2 - c) & 0xff;
      }
    }
    return numbers;
  }

  /** A face in the photograph's pixels, its box clipped to the photograph. */
  private static Face placed(Face face, double scaleX, double scaleY, PartedPhotograph photograph) {
    double left = clipped(face.x() * scaleX, photograph.width());
    double top = clipped(face.y() * scaleY, photograph.height());
    double right = clipped((face.x() + face.width()) * scaleX, photograph.width());
    double bottom = clipped((face.y() + face.height()) * scaleY, photograph.height());
    List<Landmark> points = new ArrayList<>();
    for (Landmark point : face.landmarks()) {
      points.add(new Landmark(point.x() * scaleX, point.y() * scaleY));
    }
    return new Face(left, top, right - left, bottom - top, face.score(), points);
  }

  private static double clipped(double place, int size) {
    return Math.max(0, Math.min(size, place));
  }

  @Override
  public void close() {
    program.close();
  }
}
