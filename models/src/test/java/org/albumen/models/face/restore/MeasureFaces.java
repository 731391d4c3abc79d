package org.albumen.models.face.restore;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import org.albumen.models.face.Face;
import org.albumen.models.face.Landmark;
import org.albumen.models.face.align.Alignment;
import org.albumen.models.face.align.Template;
import org.albumen.models.face.paste.FaceClasses;
import org.albumen.models.face.paste.FacePatch;
import org.albumen.models.face.warp.Area;
import org.albumen.models.imaging.PartedPhotograph;
import org.albumen.models.imaging.Photograph;

/**
 * What is done to a face besides running networks: {@code MeasureFaces EYES SCALE} prints the least
 * processor time of this thread in milliseconds, of twenty turns, for a face whose eyes are that
 * many pixels apart in a photograph of 3000 x 3000.
 */
public final class MeasureFaces {
  private static final int SIDE = 3000;
  private static final int CROP = 512;
  private static final int TURNS = 20;

  private MeasureFaces() {}

  public static void main(String[] args) throws Exception {
    double eyes = Double.parseDouble(args[0]);
    int scale = Integer.parseInt(args[1]);
    Photograph photograph = noise(SIDE);
    PartedPhotograph parts = photograph;
    Template template = Template.ffhq(CROP);
    Face face = face(template, eyes);
    Alignment alignment = Alignment.of(face, template).orElseThrow();
    Photograph crop = alignment.crop(parts);
    FaceContract contract = new FaceContract(template, true, false, true);
    float[] numbers = contract.numbers(crop);
    Area frame = Area.of(SIDE * scale, SIDE * scale);
    FaceClasses classes = new FaceClasses(CROP, ones());
    FacePatch square = FacePatch.of(crop, alignment, null, scale, frame);
    FacePatch parsed = FacePatch.of(crop, alignment, classes, scale, frame);
    System.out.printf("patch %dx%d%n", square.bounds().width(), square.bounds().height());
    print("fit", () -> Alignment.of(face, template));
    print("crop", () -> alignment.crop(parts));
    print("bytes to numbers", () -> contract.numbers(crop));
    print("numbers to bytes", () -> contract.image(numbers, CROP, CROP));
    print("square: prepare", () -> FacePatch.of(crop, alignment, null, scale, frame));
    print("square: render", () -> square.render(square.bounds()));
    print("parsed: prepare", () -> FacePatch.of(crop, alignment, classes, scale, frame));
    print("parsed: render", () -> parsed.render(parsed.bounds()));
  }

  private static void print(String what, Callable<Object> work) throws Exception {
    var threads = ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < TURNS; i++) {
      long start = threads.getCurrentThreadCpuTime();
      Objects.requireNonNull(work.call());
      least = Math.min(least, threads.getCurrentThreadCpuTime() - start);
    }
    System.out.printf("%-18s %7.2f ms%n", what, least / 1e6);
  }

  private static Face face(Template template, double eyes) {
    double factor = eyes / 125.92 * CROP / template.size();
    List<Landmark> points = new ArrayList<>();
    for (Landmark point : template.points()) {
      points.add(
          new Landmark(1500 + (point.x() - 256) * factor, 1500 + (point.y() - 256) * factor));
    }
    return new Face(1400, 1400, 200, 200, 1, points);
  }

  private static Photograph noise(int side) {
    Photograph photograph = Photograph.black(side, side);
    byte[] bytes = new byte[photograph.rgb().capacity()];
    new Random(1).nextBytes(bytes);
    photograph.rgb().put(bytes);
    return photograph;
  }

  private static byte[] ones() {
    byte[] ones = new byte[CROP * CROP];
    Arrays.fill(ones, (byte) 1);
    return ones;
  }
}
