package org.albumen.bench.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What workers have left on the local disk.
 *
 * @param ofKilled how many folders of jobs; nobody can tidy up after SIGKILL
 * @param ofOthers the folders of jobs of workers that had the time to tidy up
 */
record LeftScratch(int ofKilled, List<String> ofOthers) {
  LeftScratch {
    ofOthers = List.copyOf(ofOthers);
  }

  static LeftScratch of(ProvingGround ground, Set<String> killed) throws IOException {
    int ofKilled = 0;
    List<String> ofOthers = new ArrayList<>();
    Path scratch = ground.folder().resolve("scratch");
    try (Stream<Path> left = Files.walk(scratch, 2)) {
      for (Path path : left.map(scratch::relativize).toList()) {
        if (path.getNameCount() == 2 && killed.contains(path.getName(0).toString())) {
          ofKilled++;
        } else if (path.getNameCount() == 2) {
          ofOthers.add("scratch/" + path);
        }
      }
    }
    return new LeftScratch(ofKilled, ofOthers);
  }
}
