package org.albumen.models.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Packs the oracle for {@link Fixtures}: {@code PackFixtures ORACLE_FOLDER RESOURCE_FOLDER}. The
 * numbers of checkpoints that a formula makes become zeros, of which gzip leaves next to nothing;
 * where they stood is kept. The same files give the same pack.
 */
public final class PackFixtures {
  private static final List<String> FAMILIES =
      List.of(
          "dcgan",
          "facexlib-parsing",
          "facexlib-restore",
          "facexlib-retinaface",
          "gfpgan-clean",
          "gfpgan-v1",
          "gpen",
          "gpen-align",
          "hifacegan",
          "ops",
          "prepost",
          "stylegan2-nvidia",
          "stylegan2-rosinality",
          "stylegan3");
  private static final List<Double> FACTORS = List.of(1.0, 0.5); // NVIDIA's G is half of G_ema

  private final Path oracle;
  private final Path into;
  private final StringBuilder sums = new StringBuilder();
  private final StringBuilder formulas = new StringBuilder();

  private PackFixtures(Path oracle, Path into) {
    this.oracle = oracle;
    this.into = into;
  }

  public static void main(String[] args) throws IOException {
    pack(Path.of(args[0]), Path.of(args[1]), FAMILIES);
  }

  /** Packs the folders of the given names. */
  static void pack(Path oracle, Path into, List<String> families) throws IOException {
    PackFixtures pack = new PackFixtures(oracle, into);
    for (String family : families) {
      try (Stream<Path> files = Files.list(oracle.resolve(family))) {
        for (Path file : files.sorted().toList()) {
          if (file.toString().matches(".*\\.(json|safetensors|png|pth|pt|pkl)")) {
            pack.pack(file);
          }
        }
      }
    }
    Files.writeString(into.resolve(Fixtures.SUMS), pack.sums);
    byte[] lines = pack.formulas.toString().getBytes(StandardCharsets.UTF_8);
    Files.write(into.resolve(Fixtures.FORMULAS), gzip(lines));
  }

  private void pack(Path file) throws IOException {
    String name = oracle.relativize(file).toString().replace('\\', '/');
    byte[] bytes = Files.readAllBytes(file);
    sums.append(Fixtures.sha256(bytes)).append("  ").append(name).append('\n');
    if (name.matches(".*\\.(pth|pt|pkl)")) {
      for (Formula formula : formulas(name, description(file), bytes)) {
        formulas.append(formula.line()).append('\n');
      }
    }
    Path packed = into.resolve(name + ".gz");
    Files.createDirectories(packed.getParent());
    Files.write(packed, gzip(bytes));
  }

  /** The description of a checkpoint: its own, or that of the file it is another form of. */
  private static JsonNode description(Path checkpoint) throws IOException {
    String stem = checkpoint.getFileName().toString().replaceFirst("(-legacy)?\\.[a-z]+$", "");
    return new JsonMapper().readTree(checkpoint.resolveSibling(stem + ".json").toFile());
  }

  /** Finds numbers by formula, and puts zeros in their places. */
  private static List<Formula> formulas(String name, JsonNode description, byte[] bytes) {
    long seed = description.get("seed").asLong();
    List<Formula> found = new ArrayList<>();
    for (JsonNode weight : description.get("weights")) {
      if (weight.get("kind").asText().equals("formula")) {
        int count = 1;
        for (JsonNode length : weight.get("shape")) {
          count *= length.asInt();
        }
        for (double factor : FACTORS) {
          double offset = weight.get("offset").asDouble() * factor;
          double scale = weight.get("scale").asDouble() * factor;
          String key = weight.get("key").asText();
          Formula formula = new Formula(name, 0, key, seed, count, offset, scale);
          found.addAll(take(formula, bytes));
        }
      }
    }
    return found;
  }

  private static List<Formula> take(Formula formula, byte[] bytes) {
    List<Formula> found = new ArrayList<>();
    byte[] numbers = formula.bytes();
    if (numbers.length < Long.BYTES) {
      return found;
    }
    ByteBuffer all = ByteBuffer.wrap(bytes);
    long first = ByteBuffer.wrap(numbers).getLong(0);
    for (int at = 0; at <= bytes.length - numbers.length; at++) {
      int end = at + numbers.length;
      if (all.getLong(at) == first && Arrays.equals(bytes, at, end, numbers, 0, numbers.length)) {
        found.add(formula.at(at));
        Arrays.fill(bytes, at, end, (byte) 0);
      }
    }
    return found;
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new BestGzip(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  private static final class BestGzip extends GZIPOutputStream {
    BestGzip(OutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }
}
