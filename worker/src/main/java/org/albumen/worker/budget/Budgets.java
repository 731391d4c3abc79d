package org.albumen.worker.budget;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.OptionalLong;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.failure.AlbumenException;
import org.albumen.worker.budget.Budget.Reservation;

/**
 * The budgets of a worker. Each is asked in the same order, so that two jobs never wait for each
 * other. Safe for use by several threads.
 *
 * @param memory of the process
 * @param heap of it on the JVM's heap
 * @param device of the GPU
 */
public record Budgets(Budget memory, Budget heap, Budget device) {
  /** What CUDA, its libraries and the networks' weights take of a GPU. */
  private static final long DEVICE_RESERVE = 2L << 30;

  /**
   * The budgets by the settings. Without them, jobs may have half of the machine's memory, or of
   * the container's, as the JVM sees it; and of a GPU all but 2 GiB, at least half. Jobs may fill
   * three quarters of the heap, whatever it is.
   *
   * @param gpu all of the GPU's memory in bytes; empty without one: what networks hold is the
   *     process's memory then
   */
  public static Budgets of(AlbumenConfig.Worker settings, OptionalLong gpu) {
    return new Budgets(
        new Budget(
            "process",
            memory(settings),
            "raise albumen.worker.memory, or let the recipe name smaller tiles or a longest side"),
        new Budget(
            "heap",
            Runtime.getRuntime().maxMemory() / 4 * 3,
            "start the JVM with a larger heap (-Xmx, -XX:MaxRAMPercentage)"),
        new Budget(
            "device",
            device(settings, gpu),
            "raise albumen.worker.device-memory, or let the recipe name smaller tiles"));
  }

  /** Bytes that jobs may hold in the process by the settings. */
  public static long memory(AlbumenConfig.Worker settings) {
    return settings.memory().orElseGet(() -> Math.max(1, machine() / 2));
  }

  private static long machine() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
  }

  private static long device(AlbumenConfig.Worker settings, OptionalLong gpu) {
    if (settings.deviceMemory().isPresent()) {
      return settings.deviceMemory().getAsLong();
    }
    return gpu.isPresent()
        ? Math.max(gpu.getAsLong() / 2, gpu.getAsLong() - DEVICE_RESERVE)
        : Budget.UNLIMITED;
  }

  public List<Budget> all() {
    return List.of(memory, heap, device);
  }

  /**
   * Waits until a job's need is free in all budgets, and reserves it.
   *
   * @throws AlbumenException {@code MEMORY_EXCEEDED} when a budget is smaller than the need;
   *     nothing is reserved then
   * @throws InterruptedException when this thread is interrupted while it waits; nothing is
   *     reserved then
   */
  public Reservation reserve(Need need) throws AlbumenException, InterruptedException {
    Reservation ofMemory = memory.reserve(need.memory());
    try {
      Reservation ofHeap = heap.reserve(need.heap());
      try {
        Reservation ofDevice = device.reserve(need.device());
        return () -> {
          ofDevice.close();
          ofHeap.close();
          ofMemory.close();
        };
      } catch (AlbumenException | InterruptedException | RuntimeException e) {
        ofHeap.close();
        throw e;
      }
    } catch (AlbumenException | InterruptedException | RuntimeException e) {
      ofMemory.close();
      throw e;
    }
  }
}
