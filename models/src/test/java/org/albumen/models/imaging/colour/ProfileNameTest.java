package org.albumen.models.imaging.colour;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ProfileNameTest {
  private static final byte[] SRGB = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();

  @Test
  void aProfileSaysItsName() {
    assertThat(ProfileName.of(SRGB)).hasValueSatisfying(name -> assertThat(name).contains("sRGB"));
  }

  @Test
  void theOlderFormIsReadToo() {
    // Given
    byte[] name = "Gray Gamma 2.2".getBytes(StandardCharsets.US_ASCII);
    ByteBuffer profile = ByteBuffer.allocate(200);
    profile.putInt(128, 1).putInt(132, 0x64657363).putInt(136, 150).putInt(140, 30);
    profile.putInt(150, 0x64657363).putInt(158, name.length + 1);
    profile.position(162).put(name);

    // When / Then
    assertThat(ProfileName.of(profile.array())).contains("Gray Gamma 2.2");
  }

  @Test
  void whatIsDamagedHasNoName() {
    assertThat(ProfileName.of(new byte[0])).isEmpty();
    assertThat(ProfileName.of(new byte[132])).isEmpty();
    assertThat(ProfileName.of(Arrays.copyOf(SRGB, 140))).isEmpty();
  }
}
