package org.albumen.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.albumen.bench.chaos.Vitals.Measure;
import org.junit.jupiter.api.Test;

class FlatnessTest {
  private static final int JOBS = 1000;

  @Test
  void noiseIsFlat() {
    Random noise = new Random(1);
    Flatness flatness = flatness(job -> 40 + 5 * noise.nextGaussian(), job -> 30);
    assertThat(flatness.flat()).isTrue();
    assertThat(flatness.allowed(Measure.HEAP)).isBetween(10.0, 20.0);
  }

  @Test
  void whatWarmsUpInTheFirstTenthIsFlat() {
    assertThat(flatness(job -> job < 90 ? job : 100, job -> 30).flat()).isTrue();
  }

  @Test
  void aSlowLeakOfHeapIsFound() {
    Flatness flatness = flatness(job -> 40 + job * 0.01, job -> 30);
    assertThat(flatness.flat(Measure.HEAP)).isFalse();
    assertThat(flatness.flat(Measure.THREADS)).isTrue();
    assertThat(flatness.flat()).isFalse();
  }

  @Test
  void aLeakBelowNoiseIsFoundAllTheSame() {
    Random noise = new Random(1);
    assertThat(flatness(job -> 40 + job * 0.02 + noise.nextGaussian(), job -> 30).flat()).isFalse();
  }

  @Test
  void aThreadInEveryTenthIsFound() {
    Flatness flatness = flatness(job -> 40, job -> 30 + job / 100);
    assertThat(flatness.flat(Measure.THREADS)).isFalse();
    assertThat(SoakBench.lastLine(JOBS, flatness))
        .isEqualTo(
            "soak: jobs=1000 heap-first=40.0 heap-last=40.0 rss-first=300.0 rss-last=300.0"
                + " threads-first=31.0 threads-last=39.0 fds-first=50.0 fds-last=50.0 flat=false");
  }

  @Test
  void whatWasNotLookedAtCannotBeJudged() {
    assertThatThrownBy(() -> new Flatness(List.of(new Vitals(1, 1, 1, 1, 1)), JOBS))
        .hasMessageStartingWith("no sample in tenth 2");
  }

  private static Flatness flatness(IntToDoubleFunction heap, IntToDoubleFunction threads) {
    List<Vitals> samples = new ArrayList<>();
    for (int job = 10; job <= JOBS; job += 10) {
      samples.add(
          new Vitals(job, heap.applyAsDouble(job), 300, (int) threads.applyAsDouble(job), 50));
    }
    return new Flatness(samples, JOBS);
  }
}
