package org.albumen.dispatcher.preview;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.ObjectRef;
import org.albumen.dispatcher.link.LinkedObjects;

/**
 * Makes small JPEGs of photographs on S3. A photograph is copied to disk and read with rows and
 * columns left out, so that memory depends on the preview's size, not on the photograph's; a few
 * are made at once. Safe for use by several threads.
 */
public final class Previews {
  public static final int LEAST_WIDTH = 64;
  public static final int MOST_WIDTH = 2048;

  /** Pixels of a preview whose width nobody says. */
  public static final int WIDTH = 640;

  private static final int AT_ONCE = 2;
  private static final long PATIENCE_SECONDS = 20;
  private static final long MOST_BYTES = 512L << 20;

  private final LinkedObjects objects;
  private final Semaphore free = new Semaphore(AT_ONCE, true);

  public Previews(LinkedObjects objects) {
    this.objects = objects;
  }

  /**
   * A preview of an image.
   *
   * @param width in pixels, {@value #LEAST_WIDTH} to {@value #MOST_WIDTH}; a smaller image keeps
   *     its own
   * @return a JPEG
   * @throws AlbumenException {@code SOURCE_NOT_FOUND}, {@code SOURCE_TOO_LARGE}, {@code
   *     NOT_AN_IMAGE}, {@code UNSUPPORTED_FORMAT}, {@code IMAGE_TOO_LARGE}, {@code IMAGE_DAMAGED},
   *     {@code TIMED_OUT}, {@code STORE_UNAVAILABLE}
   */
  public byte[] jpeg(ObjectRef ref, int width) throws AlbumenException {
    acquire();
    try {
      Path file = Files.createTempFile("albumen-preview-", ".image");
      try {
        objects.copy(ref, file, MOST_BYTES);
        return JpegWriter.write(Thumbnail.of(file, ref, width));
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new AlbumenException(
          FailureCode.UNEXPECTED, "the preview of " + ref + " cannot be made", e);
    } finally {
      free.release();
    }
  }

  private void acquire() throws AlbumenException {
    try {
      if (free.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new AlbumenException(
        FailureCode.TIMED_OUT, "too many previews are being made; ask again later");
  }
}
