package org.albumen.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.stream.Stream;
import org.albumen.common.digest.Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {20, 99, 200, 2000, 2001})
  void itAmountsToAsManyJobsAsAreAskedFor(int jobs) {
    Archive archive = Archive.of(jobs);
    assertThat(archive.jobs()).isEqualTo(jobs);
    assertThat(archive.rolls()).isNotEmpty();
    assertThat(archive.contents().values()).containsAll(MadePhotograph.bad());
  }

  @Test
  void contentsAreUnderTheirKeysAndOnceInTheCalm() throws Exception {
    // Given
    Archive archive = Archive.of(50);
    // When
    archive.write(folder);
    // Then
    for (var entry : archive.contents().entrySet()) {
      assertThat(Files.readAllBytes(folder.resolve(entry.getKey())))
          .isEqualTo(entry.getValue().bytes());
    }
    try (Stream<Path> calm = Files.list(folder.resolve(Archive.CALM))) {
      assertThat(calm).hasSameSizeAs(MadePhotograph.good());
    }
  }

  @Test
  void noTwoContentsAreAlike() {
    var digests =
        MadePhotograph.good().stream().map(content -> Digest.ofBytes(content.bytes())).toList();
    assertThat(new HashSet<>(digests)).hasSameSizeAs(digests);
  }

  @Test
  void everyRollHasJobs() {
    Archive archive = Archive.of(2000);
    for (String roll : archive.rolls()) {
      assertThat(archive.contents().keySet()).anyMatch(key -> key.startsWith(roll));
    }
  }
}
