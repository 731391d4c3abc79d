package org.albumen.models.face.warp;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.opencv.global.opencv_core;
import org.junit.jupiter.api.Test;

class OpenCvTest {
  @Test
  void worksOnOneThreadAndUnpacksBelowTheCacheFolder() {
    // When
    OpenCv.load();

    // Then
    assertThat(opencv_core.getNumThreads()).isEqualTo(1);
    assertThat(System.getProperty("org.bytedeco.javacpp.cachedir")).endsWith("/javacpp");
    assertThat(System.getProperty("org.bytedeco.javacpp.maxPhysicalBytes")).isEqualTo("0");
  }
}
