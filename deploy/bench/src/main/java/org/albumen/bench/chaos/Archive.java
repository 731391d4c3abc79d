package org.albumen.bench.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A made-up archive: a handful of contents under many keys, so that it is known of each result what
 * it must be. A key is {@code rolls/<roll>/<number>-<content>.<suffix>}.
 *
 * @param contents by key, of every photograph, the bad ones included
 * @param rolls folders of a few keys each whose jobs are to be submitted more than once
 */
record Archive(Map<String, MadePhotograph> contents, List<String> rolls) {
  /** What all keys begin with. */
  static final String PREFIX = "rolls/";

  /** Where each content stands once, to be restored in peace. */
  static final String CALM = "calm/";

  private static final int ROLL = 5;
  private static final int FOLDER = 100;
  private static final int PART =
      50; // one job in so many is submitted again, one in so many is bad

  Archive {
    contents = Map.copyOf(contents);
    rolls = List.copyOf(rolls);
  }

  /**
   * An archive that amounts to so many jobs, if what is in {@link #rolls} is submitted in two
   * batches and everything else in one.
   */
  static Archive of(int jobs) {
    int again = Math.max(1, jobs / PART / ROLL) * ROLL;
    int bad = Math.max(MadePhotograph.bad().size(), jobs / PART / 2);
    Map<String, MadePhotograph> contents = new TreeMap<>();
    List<String> rolls = new ArrayList<>();
    for (int i = 0; i < again; i++) {
      String roll = PREFIX + "again-%03d/".formatted(i / ROLL);
      if (i % ROLL == 0) {
        rolls.add(roll);
      }
      put(contents, roll, i, MadePhotograph.good());
    }
    int once = jobs - 2 * again - bad;
    contents.putAll(undisturbed(once).contents);
    for (int i = 0; i < bad; i++) {
      // Spread over the folders of the others.
      String folder = PREFIX + "once-%03d/".formatted(i % Math.max(1, once / FOLDER));
      put(contents, folder + "x", i, MadePhotograph.bad());
    }
    return new Archive(contents, rolls);
  }

  /** An archive of good photographs only, each to be submitted once. */
  static Archive undisturbed(int jobs) {
    Map<String, MadePhotograph> contents = new TreeMap<>();
    for (int i = 0; i < jobs; i++) {
      put(contents, PREFIX + "once-%03d/".formatted(i / FOLDER), i, MadePhotograph.good());
    }
    return new Archive(contents, List.of());
  }

  private static void put(
      Map<String, MadePhotograph> contents, String folder, int number, List<MadePhotograph> some) {
    MadePhotograph content = some.get(number % some.size());
    contents.put(folder + "%05d-%s".formatted(number, content.fileName()), content);
  }

  /** How many jobs it amounts to. */
  int jobs() {
    return contents.size() + rolls.size() * ROLL;
  }

  /** Writes it below a folder, and every good content once under {@link #CALM}. */
  void write(Path folder) throws IOException {
    for (Map.Entry<String, MadePhotograph> entry : contents.entrySet()) {
      write(folder.resolve(entry.getKey()), entry.getValue());
    }
    for (MadePhotograph content : MadePhotograph.good()) {
      write(folder.resolve(CALM + content.fileName()), content);
    }
  }

  private static void write(Path file, MadePhotograph content) throws IOException {
    Files.createDirectories(file.resolveSibling("."));
    Files.write(file, content.bytes());
  }
}
