package org.albumen.dispatcher.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.job.ObjectRef;
import org.albumen.common.recipe.ImageFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceAddressTest {
  private final SourceAddress addresses =
      new SourceAddress(Optional.of(URI.create("http://store:9000/")), true);

  @ParameterizedTest
  @CsvSource({
    "s3://archive/1927/a.tif, 1927/a.tif",
    "s3://archive/1927/a%20b.tif, 1927/a b.tif",
    "http://store:9000/archive/1927/a.tif, 1927/a.tif",
    "HTTP://STORE:9000/archive/a%2Bb.tif, a+b.tif"
  })
  void anObjectIsMeantByEitherAddress(String address, String key) throws Exception {
    assertThat(addresses.parse(address)).isEqualTo(new ObjectRef("archive", key));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "http://store:9001/archive/a.tif",
        "http://store:9000.evil.example/archive/a.tif",
        "http://169.254.169.254/latest/meta-data/",
        "https://store:9000/archive/a.tif",
        "http://store:9000/archive",
        "http://u@store:9000/archive/a.tif",
        "s3://archive/",
        "s3:///a.tif",
        "s3://archive/a.tif?versionId=1",
        "file:///etc/passwd",
        "not a uri"
      })
  void noOtherAddressIsTaken(String address) {
    assertThatThrownBy(() -> addresses.parse(address)).isInstanceOf(AlbumenException.class);
  }

  @Test
  void whatIsMostWantedComesFirst() {
    assertThat(AcceptedFormats.of("image/tiff;q=0.5, image/png, image/jpeg;q=0, text/html"))
        .isEqualTo(List.of(ImageFormat.PNG, ImageFormat.TIFF));
    assertThat(AcceptedFormats.of("image/*")).hasSize(3);
    assertThat(AcceptedFormats.of("text/html")).isEmpty();
    assertThat(AcceptedFormats.of(null)).hasSize(3);
  }
}
