package org.albumen.models.face.align;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.albumen.models.face.Face;
import org.albumen.models.face.Landmark;
import org.albumen.models.face.warp.Affine;
import org.albumen.models.imaging.Photograph;
import org.albumen.models.oracle.Fixtures;

/** Recorded photographs, faces, crops and results of facexlib and GPEN. */
public final class FacexlibCase {
  private FacexlibCase() {}

  /** A description of the oracle. */
  public static JsonNode json(String name) throws IOException {
    return new JsonMapper().readTree(file(name).toFile());
  }

  /** An image of the oracle as it is stored. */
  public static Photograph image(String name) throws IOException {
    java.awt.image.BufferedImage image = ImageIO.read(file(name).toFile());
    Photograph photograph = Photograph.black(image.getWidth(), image.getHeight());
    ByteBuffer rgb = photograph.rgb();
    int bands = image.getRaster().getNumBands();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        for (int c = 0; c < Photograph.CHANNELS; c++) {
          rgb.put((byte) image.getRaster().getSample(x, y, Math.min(c, bands - 1)));
        }
      }
    }
    return photograph;
  }

  /** A face with these landmarks round which nothing else is known. */
  public static Face face(JsonNode landmarks) {
    List<Landmark> points = new ArrayList<>();
    for (JsonNode point : landmarks) {
      points.add(new Landmark(point.get(0).asDouble(), point.get(1).asDouble()));
    }
    return new Face(0, 0, 1, 1, 1, points);
  }

  /** A matrix of two rows. */
  public static Affine affine(JsonNode m) {
    return new Affine(
        m.at("/0/0").asDouble(),
        m.at("/0/1").asDouble(),
        m.at("/0/2").asDouble(),
        m.at("/1/0").asDouble(),
        m.at("/1/1").asDouble(),
        m.at("/1/2").asDouble());
  }

  /** The largest difference of two maps' numbers. */
  public static double difference(Affine one, Affine other) {
    double[] differences = {
      one.a() - other.a(), one.b() - other.b(), one.c() - other.c(),
      one.d() - other.d(), one.e() - other.e(), one.f() - other.f()
    };
    double worst = 0;
    for (double difference : differences) {
      worst = Math.max(worst, Math.abs(difference));
    }
    return worst;
  }

  /** How many samples differ by more than so many levels. */
  public static int differing(Photograph one, Photograph other, int levels) {
    if (one.width() != other.width() || one.height() != other.height()) {
      throw new IllegalArgumentException("images of different sizes");
    }
    int count = 0;
    ByteBuffer a = one.rgb();
    ByteBuffer b = other.rgb();
    while (a.hasRemaining()) {
      count += Math.abs((a.get() & 0xff) - (b.get() & 0xff)) > levels ? 1 : 0;
    }
    return count;
  }

  private static Path file(String name) {
    return Fixtures.root().resolve(name);
  }
}
