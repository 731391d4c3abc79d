package org.albumen.models.face;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.albumen.models.imaging.PartedPhotograph;
import org.albumen.models.imaging.Photograph;
import org.junit.jupiter.api.Test;

class ViewTest {
  @Test
  void aLargePhotographIsNeverReadAsAWhole() throws Exception {
    // Given: 35 megapixels, each pixel's red its column modulo 251
    AtomicLong largest = new AtomicLong();
    PartedPhotograph scan = scan(7000, 5000, largest);

    // When
    List<Double> scales = View.scales(7000, 5000);
    int views = 0;
    for (double scale : scales) {
      views += View.at(scale, scan).size();
    }
    View inner = View.at(1, scan).get(8);
    FloatBuffer planes = inner.planes();

    // Then
    assertThat(scales.get(0)).isEqualTo(1);
    assertThat(views).isGreaterThan(150);
    assertThat(largest.get()).isLessThanOrEqualTo(View.SIDE * View.SIDE);
    assertThat(planes.get(10 * View.SIDE + 17)).isEqualTo((inner.left() + 17) % 251);
  }

  private static PartedPhotograph scan(int width, int height, AtomicLong largest) {
    return new PartedPhotograph() {
      @Override
      public int width() {
        return width;
      }

      @Override
      public int height() {
        return height;
      }

      @Override
      public Photograph view(int x, int y, int width, int height) {
        largest.accumulateAndGet((long) width * height, Math::max);
        Photograph view = Photograph.black(width, height);
        for (int i = 0; i < width * height; i++) {
          view.rgb().put(3 * i, (byte) ((x + i % width) % 251));
        }
        return view;
      }
    };
  }
}
