package org.albumen.models.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.albumen.models.compute.TorchEngine;
import org.albumen.models.failure.ModelException;
import org.albumen.models.failure.ModelProblem;
import org.albumen.models.imaging.Photograph;
import org.junit.jupiter.api.Test;

class SideBySideTest {
  private static final int MOST = 200;

  @Test
  void imagesAreTakenInOrderThoughTheFirstIsLast() throws Exception {
    // Given: the first image waits until another thread has drawn the second.
    CountDownLatch second = new CountDownLatch(1);
    List<Integer> taken = new ArrayList<>();

    // When
    try (TorchEngine engine = TorchEngine.create(2)) {
      SideBySide.draw(
          engine,
          MOST,
          i -> {
            if (i == 0) {
              await(second);
            } else if (i == 1) {
              second.countDown();
            }
            return Photograph.black(i + 1, 1);
          },
          image -> taken.add(image.width() - 1));
    }

    // Then
    assertThat(taken).hasSize(MOST).isSorted().startsWith(0).doesNotHaveDuplicates();
  }

  @Test
  void theFirstFailureInOrderIsToldAndNothingIsDrawnAfterwards() {
    // Given
    AtomicInteger drawing = new AtomicInteger();
    AtomicInteger drawn = new AtomicInteger();
    List<Integer> taken = new ArrayList<>();

    // When, then
    try (TorchEngine engine = TorchEngine.create(2)) {
      assertThatThrownBy(
              () ->
                  SideBySide.draw(
                      engine,
                      MOST,
                      i -> {
                        drawing.incrementAndGet();
                        drawn.incrementAndGet();
                        drawing.decrementAndGet();
                        if (i >= 3) {
                          throw new ModelException(ModelProblem.MODEL_MISMATCH, "image " + i);
                        }
                        return Photograph.black(i + 1, 1);
                      },
                      image -> taken.add(image.width() - 1)))
          .isInstanceOf(ModelException.class)
          .hasMessage("image 3");
      assertThat(drawing).hasValue(0);
      assertThat(drawn.get()).isLessThan(MOST / 2);
      assertThat(taken).containsExactly(0, 1, 2);
    }
  }

  @Test
  void whatTheTakerThrowsEndsTheDrawing() {
    try (TorchEngine engine = TorchEngine.create(1)) {
      assertThatThrownBy(
              () ->
                  SideBySide.draw(
                      engine,
                      MOST,
                      i -> Photograph.black(1, 1),
                      image -> {
                        throw new IOException("disk full");
                      }))
          .isInstanceOf(IOException.class)
          .hasMessage("disk full");
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
