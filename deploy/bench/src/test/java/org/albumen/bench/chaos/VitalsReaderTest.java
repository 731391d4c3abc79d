package org.albumen.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VitalsReaderTest {
  private static final String METRICS =
      """
      # TYPE albumen_jobs counter
      albumen_jobs_total{code="",outcome="succeeded"} 41.0
      albumen_jobs_total{code="NOT_AN_IMAGE",outcome="failed"} 1.0
      albumen_jobs_active 3.0
      jvm_memory_used_bytes{area="heap",id="G1 Eden Space"} 2.0E7
      jvm_memory_used_bytes{area="heap",id="G1 Old Gen"} 1.5E7
      jvm_gc_live_data_size_bytes 1.4E7
      """;

  @Test
  void aMetricIsTheSumOverItsTags() {
    assertThat(VitalsReader.sum(METRICS, "albumen_jobs_total")).isEqualTo(42);
    assertThat(VitalsReader.sum(METRICS, "albumen_jobs")).isZero();
  }

  @Test
  void theHeapIsWhatACollectionLeaves() {
    assertThat(VitalsReader.heap(METRICS)).isEqualTo(1.4e7);
  }
}
