package org.albumen.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.albumen.models.compute.TensorProgram;
import org.albumen.models.compute.TensorProgram.Values;
import org.albumen.models.compute.TorchEngine;
import org.albumen.models.failure.ModelException;

/**
 * A process that measures one archive in one way, so that its memory is that alone: calls it once
 * to warm up, then so often; prints the least seconds per image, the processor's seconds per image,
 * the peak of the resident memory since the network was loaded, and by how much it grew in the
 * first call, of one image, both in MB.
 */
public final class NetworkProbe {
  private static final double NANOS = 1e9;

  private NetworkProbe() {}

  /**
   * Arguments: archive, shape of an input with commas, batch, calls side by side, rounds, answer.
   */
  public static void main(String[] arguments) throws Exception {
    Path archive = Path.of(arguments[0]);
    List<Long> shape = Arrays.stream(arguments[1].split(",")).map(Long::valueOf).toList();
    int batch = Integer.parseInt(arguments[2]);
    int calls = Integer.parseInt(arguments[3]);
    int rounds = Integer.parseInt(arguments[4]);
    try (TorchEngine engine = TorchEngine.create(calls);
        TensorProgram program = engine.program(archive)) {
      Values one = input(shape, 1);
      long loaded = residentMegabytes();
      forgetPeak();
      float[] answer = program.call("forward", List.of(one)).get(0).numbers();
      long held = peakMegabytes() - loaded;
      write(Path.of(arguments[5]), answer);
      Values input = input(shape, batch);
      double least = Double.MAX_VALUE;
      double processor = Double.MAX_VALUE;
      for (int round = 0; round < rounds; round++) {
        long start = System.nanoTime();
        long used = processorNanos();
        sideBySide(engine, program, input, calls);
        int images = calls * batch;
        least = Math.min(least, (System.nanoTime() - start) / NANOS / images);
        processor = Math.min(processor, (processorNanos() - used) / NANOS / images);
      }
      System.out.println(
          String.format(
              Locale.ROOT, "probe %.3f %.3f %d %d", least, processor, peakMegabytes(), held));
    }
    System.exit(0);
  }

  private static void sideBySide(
      TorchEngine engine, TensorProgram program, Values input, int calls) {
    List<CompletableFuture<Void>> running = new ArrayList<>();
    for (int i = 0; i < calls; i++) {
      running.add(
          CompletableFuture.runAsync(
              () -> {
                try {
                  program.call("forward", List.of(input));
                } catch (ModelException e) {
                  throw new IllegalStateException(e);
                }
              },
              engine.executor()));
    }
    running.forEach(CompletableFuture::join);
  }

  /** Blocks of 16 pixels for images, else independent numbers. */
  private static Values input(List<Long> shape, int batch) {
    List<Long> full = new ArrayList<>(List.of((long) batch));
    full.addAll(shape);
    int count = (int) (long) full.stream().reduce(1L, (a, b) -> a * b);
    float[] values = FormulaWeights.of("input", count, 0, shape.size() == 1 ? Math.sqrt(3) : 1);
    if (shape.size() == 3) {
      int width = (int) (long) shape.get(2);
      for (int i = 0; i < count; i++) {
        int x = i % width / 16 * 16;
        int y = i / width / 16 * 16;
        values[i] = values[y * width + x];
      }
    }
    return new Values(full, values);
  }

  private static void write(Path file, float[] values) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.nativeOrder());
    bytes.asFloatBuffer().put(values);
    Files.write(file, bytes.array());
  }

  /** Of the whole process. */
  static long processorNanos() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  /** Since the process began or {@link #forgetPeak}; 0 where there is no Linux. */
  static long peakMegabytes() throws IOException {
    return megabytes("VmHWM:");
  }

  private static long residentMegabytes() throws IOException {
    return megabytes("VmRSS:");
  }

  /** From here on the peak is that of what follows (proc_pid_clear_refs(5)). */
  private static void forgetPeak() throws IOException {
    Path references = Path.of("/proc/self/clear_refs");
    if (Files.isWritable(references)) {
      Files.writeString(references, "5");
    }
  }

  private static long megabytes(String field) throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith(field))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1000)
        .findFirst()
        .orElse(0);
  }
}
