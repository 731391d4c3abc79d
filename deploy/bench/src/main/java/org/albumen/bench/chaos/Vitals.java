package org.albumen.bench.chaos;

/**
 * What a process holds at a moment, its garbage being collected just before.
 *
 * @param jobs that it has ended by then
 * @param heap megabytes (10^6 bytes) of its heap that are in use
 * @param rss resident megabytes
 * @param threads of the JVM and of libraries
 * @param files open file handles
 */
record Vitals(int jobs, double heap, double rss, int threads, int files) {

  /** What is looked at, and how much of it may come and go without a leak. */
  enum Measure {
    HEAP("heap", 3),
    RSS("rss", 20),
    THREADS("threads", 2),
    FDS("fds", 8);

    private final String label;
    private final double slack;

    Measure(String label, double slack) {
      this.label = label;
      this.slack = slack;
    }

    /** Its name in the table and on the last line. */
    String label() {
      return label;
    }

    /** Growth that is never held against a process, in the measure's unit. */
    double slack() {
      return slack;
    }

    double of(Vitals vitals) {
      return switch (this) {
        case HEAP -> vitals.heap();
        case RSS -> vitals.rss();
        case THREADS -> vitals.threads();
        case FDS -> vitals.files();
      };
    }
  }
}
