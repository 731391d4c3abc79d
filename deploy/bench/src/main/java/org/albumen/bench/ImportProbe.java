package org.albumen.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.albumen.models.catalogue.Catalogue;
import org.albumen.models.catalogue.ImportRequest;
import org.albumen.models.catalogue.LicenceClass;
import org.albumen.models.catalogue.ModelStore;
import org.albumen.models.catalogue.Terms;

/**
 * A process that imports one file; prints the seconds, the processor's seconds, the largest use of
 * the heap, garbage included, that was seen every two milliseconds, and the peak of the resident
 * memory, the first in MiB, the second in MB.
 */
public final class ImportProbe {
  private static final double NANOS = 1e9;

  private ImportProbe() {}

  /** Arguments: file, card, cache folder. */
  public static void main(String[] arguments) throws Exception {
    ModelStore store = ModelStore.open(Path.of(arguments[2]), Catalogue.standard());
    AtomicLong most = new AtomicLong();
    Thread watching = new Thread(() -> watch(most), "heap");
    watching.setDaemon(true);
    watching.start();
    long start = System.nanoTime();
    long used = NetworkProbe.processorNanos();
    store.importFile(
        ImportRequest.as(store.catalogue().card(arguments[1]), Path.of(arguments[0]), null),
        new Terms(EnumSet.allOf(LicenceClass.class), true));
    double seconds = (System.nanoTime() - start) / NANOS;
    double processor = (NetworkProbe.processorNanos() - used) / NANOS;
    System.out.println(
        String.format(
            Locale.ROOT,
            "probe %.2f %.2f %d %d",
            seconds,
            processor,
            most.get() >> 20,
            NetworkProbe.peakMegabytes()));
    System.exit(0);
  }

  private static void watch(AtomicLong most) {
    while (true) {
      long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
      most.accumulateAndGet(used, Math::max);
      LockSupport.parkNanos(2_000_000);
    }
  }
}
