package org.albumen.models.compute;

import java.nio.ByteBuffer;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import org.albumen.models.batch.BatchAssembler;
import org.albumen.models.batch.BatchSettings;
import org.albumen.models.failure.RestorationException;

/** A network whose images of one size run several at a time, on the engine's threads. */
final class BatchedImages implements ImageNetwork {
  private final ImageNetwork network;
  private final BatchAssembler<Size, ByteBuffer, ByteBuffer> assembler;

  private record Size(int width, int height) {}

  BatchedImages(ImageBatches network, BatchSettings settings, Executor executor) {
    this.network = network;
    this.assembler =
        new BatchAssembler<>(
            settings,
            executor,
            (size, images) -> network.applyAll(images, size.width(), size.height()));
  }

  @Override
  public int scale() {
    return network.scale();
  }

  @Override
  public int alignment() {
    return network.alignment();
  }

  @Override
  public ByteBuffer apply(ByteBuffer rgb, int width, int height) throws RestorationException {
    try {
      return assembler.apply(new Size(width, height), rgb);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RestorationException known) {
        throw known;
      }
      throw Rethrown.unchecked(e);
    } catch (InterruptedException e) {
      throw Rethrown.interrupted(e);
    }
  }

  @Override
  public void close() {
    network.close();
  }
}
