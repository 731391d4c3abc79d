package org.albumen.models.network;

import java.awt.image.BufferedImage;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import javax.imageio.ImageIO;
import org.albumen.models.catalogue.CacheFolder;
import org.albumen.models.checkpoint.Checkpoint;
import org.albumen.models.compute.ImageNetwork;
import org.albumen.models.compute.TorchEngine;
import org.albumen.models.failure.RestorationException;
import org.albumen.models.torchscript.ScriptClass;
import org.albumen.models.torchscript.ScriptModule;
import org.albumen.models.torchscript.Storage;
import org.albumen.models.torchscript.TorchScriptArchive;

/**
 * Prints seconds per image and the difference in 8-bit levels for the ways to run Real-ESRGAN
 * x2plus, on a square out of the middle of a photograph: the figures of models/RATIONALE.md, which
 * has the command. Arguments: photograph, side in pixels, calls side by side.
 */
final class MeasureRrdbnet {
  private static final int ROUNDS = 3;
  private static final Rrdbnet NETWORK = new Rrdbnet(64, 23, 32, 2);
  private static final PrintStream OUT = System.out;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private MeasureRrdbnet() {}

  public static void main(String[] arguments) throws Exception {
    int side = Integer.parseInt(arguments[1]);
    int calls = Integer.parseInt(arguments[2]);
    ByteBuffer rgb = square(Path.of(arguments[0]), side);
    ByteBuffer reference = ByteBuffer.allocateDirect(0);
    for (boolean bfloat16 : List.of(false, true)) {
      for (boolean channelsLast : List.of(true, false)) {
        Path archive = archive(bfloat16, channelsLast);
        try (TorchEngine engine = TorchEngine.create(calls);
            ImageNetwork network = engine.load(archive, NETWORK)) {
          ByteBuffer answer = network.apply(rgb, side, side);
          reference = reference.capacity() == 0 ? answer : reference;
          Seconds seconds = seconds(engine, network, rgb, side, calls);
          OUT.printf(
              Locale.ROOT,
              "%-5s %-13s %.2f s/image, %.2f s of processor time; %s%n",
              bfloat16 ? "bf16" : "fp32",
              channelsLast ? "channels-last" : "channels-1st",
              seconds.wall(),
              seconds.processor(),
              difference(reference, answer));
        } finally {
          Files.delete(archive);
        }
      }
    }
  }

  /** Of a clock on the wall, and of the calling thread's processor time. */
  private record Seconds(double wall, double processor) {}

  /** The shortest of some rounds, divided by the images of a round. */
  private static Seconds seconds(
      TorchEngine engine, ImageNetwork network, ByteBuffer rgb, int side, int calls) {
    double best = Double.MAX_VALUE;
    double leastProcessor = Double.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      List<CompletableFuture<Double>> running = new ArrayList<>();
      for (int call = 0; call < calls; call++) {
        running.add(
            CompletableFuture.supplyAsync(() -> apply(network, rgb, side), engine.executor()));
      }
      double processor = running.stream().mapToDouble(CompletableFuture::join).sum() / calls;
      leastProcessor = Math.min(leastProcessor, processor);
      best = Math.min(best, (System.nanoTime() - start) / 1e9 / calls);
    }
    return new Seconds(best, leastProcessor);
  }

  private static double apply(ImageNetwork network, ByteBuffer rgb, int side) {
    try {
      long start = THREADS.getCurrentThreadCpuTime();
      network.apply(rgb, side, side);
      return (THREADS.getCurrentThreadCpuTime() - start) / 1e9;
    } catch (RestorationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path archive(boolean bfloat16, boolean channelsLast) throws Exception {
    ScriptModule module = NETWORK.module();
    if (!channelsLast) {
      String methods = module.type().methods().replace("memory_format=2", "memory_format=0");
      module = new ScriptModule(new ScriptClass(module.type().name(), methods), module.members());
    }
    Path weights = CacheFolder.standard().resolve("models/realesrgan-x2plus/real_esrgan_x2.onnx");
    Path archive = Files.createTempDirectory("measure").resolve("network.pt");
    try (Checkpoint checkpoint = Checkpoint.open(weights, null)) {
      TorchScriptArchive.write(
          archive,
          module,
          StateDictionary.of(module, checkpoint),
          new Storage(bfloat16, channelsLast));
    }
    return archive;
  }

  private static String difference(ByteBuffer reference, ByteBuffer answer) {
    int max = 0;
    long same = 0;
    double squares = 0;
    for (int i = 0; i < answer.capacity(); i++) {
      int difference = Math.abs((answer.get(i) & 0xff) - (reference.get(i) & 0xff));
      max = Math.max(max, difference);
      same += difference == 0 ? 1 : 0;
      squares += (double) difference * difference;
    }
    double rms = Math.sqrt(squares / answer.capacity());
    return String.format(
        Locale.ROOT,
        "max %d, rms %.3f levels, PSNR %.1f dB, %.1f %% of bytes the same",
        max,
        rms,
        20 * Math.log10(255 / rms),
        100.0 * same / answer.capacity());
  }

  private static ByteBuffer square(Path photograph, int side) throws Exception {
    BufferedImage image = ImageIO.read(photograph.toFile());
    int left = (image.getWidth() - side) / 2;
    int top = (image.getHeight() - side) / 2;
    ByteBuffer rgb = ByteBuffer.allocateDirect(side * side * 3);
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        int pixel = image.getRGB(left + x, top + y);
        rgb.put((byte) (pixel >> 16)).put((byte) (pixel >> 8)).put((byte) pixel);
      }
    }
    return rgb.flip();
  }
}
