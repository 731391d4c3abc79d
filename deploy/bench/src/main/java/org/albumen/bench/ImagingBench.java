package org.albumen.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.albumen.models.imaging.Master;
import org.albumen.models.imaging.MasterReader;
import org.albumen.models.imaging.MasterWriter;
import org.albumen.models.imaging.OutputFormat;
import org.albumen.models.imaging.OutputSettings;
import org.albumen.models.imaging.ReadLimits;
import org.albumen.models.imaging.metadata.Metadata;
import org.albumen.models.imaging.raster.Raster;
import org.albumen.models.imaging.raster.RasterRoom;
import org.albumen.models.imaging.raster.RasterShape;
import org.bytedeco.opencv.opencv_core.Mat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * What a photograph costs beside the network: decoding, encoding, and all of the way with the 8-bit
 * view that networks see, against OpenCV's imread and imwrite on the same samples and files. In
 * processor time of the one thread that each runs on, the least of the rounds, taken in turn.
 */
@Command(
    name = "imaging",
    mixinStandardHelpOptions = true,
    description = "Decoding and encoding against OpenCV's, and a 150-megapixel scan's memory.",
    sortOptions = false)
public final class ImagingBench implements Callable<Integer> {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final ReadLimits LIMITS = new ReadLimits(500_000_000);

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      description = "Photographs to measure with (default: made ones of 12 megapixels).")
  private List<Path> files = List.of();

  @Option(
      names = "--rounds",
      description = "How often each is measured, in turn (default: ${DEFAULT-VALUE}).",
      defaultValue = "3")
  private int rounds;

  @Option(
      names = "--no-large",
      description = "Leave the 150-megapixel scan out, which takes 4 GB of disk for a while.")
  private boolean noLarge;

  /** Made by picocli. */
  @SuppressWarnings("NullAway.Init")
  public ImagingBench() {}

  private interface Work {
    void run() throws Exception;
  }

  @Override
  public Integer call() throws Exception {
    OpenCvImages.prepare();
    try (TemporaryFolder temporary = TemporaryFolder.create()) {
      Path folder = temporary.path();
      for (Path file : files) {
        try (Master master = MasterReader.read(file, LIMITS, RasterRoom.onHeap())) {
          formats(file.getFileName().toString(), master.raster(), folder);
        }
      }
      for (int bits = 8; bits <= 16 && files.isEmpty(); bits += 8) {
        formats("made", held(new MadeScan(new RasterShape(4000, 3000, 3, bits))), folder);
      }
      if (!noLarge) {
        line("150 megapixels, 16-bit RGB TIFF: %s", LargeScan.run(folder));
      }
    }
    return 0;
  }

  private void formats(String name, Raster raster, Path folder) throws Exception {
    for (OutputFormat format : OutputFormat.values()) {
      if (format != OutputFormat.JPEG || raster.shape().bits() == 8) {
        format(name, raster, format, folder);
      }
    }
  }

  private void format(String name, Raster raster, OutputFormat format, Path folder)
      throws Exception {
    Path ours = folder.resolve("ours." + format.extension());
    Path theirs = folder.resolve("theirs." + format.extension());
    OutputSettings settings = OutputSettings.of(format);
    try (Mat matrix = OpenCvImages.matrix(raster)) {
      String label = name + " " + raster.shape().bits() + " bits " + format.extension();
      Work encode = () -> MasterWriter.write(raster, Metadata.NONE, settings, ours);
      Work imwrite = () -> OpenCvImages.write(matrix, theirs);
      compare(label + " encode", raster, encode, imwrite);
      Work imread = () -> OpenCvImages.read(ours).close();
      compare(label + " decode", raster, () -> read(ours).close(), imread);
      compare(label + " through", raster, () -> through(ours, settings), () -> through(theirs));
      double pixels = raster.shape().pixels();
      line(
          "%-28s %6.2f bytes/pixel, OpenCV %.2f",
          label + " size", Files.size(ours) / pixels, Files.size(theirs) / pixels);
    }
  }

  private void compare(String label, Raster raster, Work ours, Work theirs) throws Exception {
    long our = Long.MAX_VALUE;
    long their = Long.MAX_VALUE;
    for (int round = 0; round < rounds; round++) {
      our = Math.min(our, nanos(ours));
      their = Math.min(their, nanos(theirs));
    }
    double pixels = raster.shape().pixels() * 1e3;
    line(
        "%-28s %6.1f Mpixel/s, OpenCV %6.1f, ratio %.2f",
        label, pixels / our, pixels / their, (double) their / our);
  }

  private static long nanos(Work work) throws Exception {
    long start = THREADS.getCurrentThreadCpuTime();
    work.run();
    return THREADS.getCurrentThreadCpuTime() - start;
  }

  private static Master read(Path file) throws Exception {
    return MasterReader.read(file, LIMITS, RasterRoom.onHeap());
  }

  /** All that a worker does but the network. */
  private static void through(Path file, OutputSettings settings) throws Exception {
    try (Master master = read(file)) {
      master.photograph();
      MasterWriter.write(
          master.raster(), master.metadata(), settings, file.resolveSibling("through"));
    }
  }

  private static void through(Path file) throws IOException {
    try (Mat matrix = OpenCvImages.read(file)) {
      OpenCvImages.write(matrix, file.resolveSibling("through-" + file.getFileName()));
    }
  }

  private static Raster held(Raster made) throws IOException {
    RasterShape shape = made.shape();
    ByteBuffer samples = ByteBuffer.allocate((int) shape.bytes());
    made.read(0, 0, shape.width(), shape.height(), samples);
    return Raster.over(shape, samples);
  }

  private void line(String format, Object... values) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(String.format(Locale.ROOT, format, values));
    out.flush();
  }
}
