package org.albumen.models.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheFolderTest {
  private static final Path HOME = Path.of("/home/ada");

  @Test
  void prefersItsOwnVariableThenXdgThenTheHomeFolder() {
    assertThat(CacheFolder.of(Map.of("ALBUMEN_CACHE", "/c", "XDG_CACHE_HOME", "/x"), HOME))
        .isEqualTo(Path.of("/c"));
    assertThat(CacheFolder.of(Map.of("XDG_CACHE_HOME", "/x"), HOME))
        .isEqualTo(Path.of("/x/albumen"));
    assertThat(CacheFolder.of(Map.of(), HOME)).isEqualTo(Path.of("/home/ada/.cache/albumen"));
  }

  @Test
  void ignoresWhatIsEmptyOrRelative() {
    assertThat(CacheFolder.of(Map.of("ALBUMEN_CACHE", "", "XDG_CACHE_HOME", "x"), HOME))
        .isEqualTo(Path.of("/home/ada/.cache/albumen"));
  }
}
