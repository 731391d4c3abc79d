package org.albumen.models.oracle;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The oracle's files, unpacked from this module's test resources, where they lie without the
 * numbers that a formula makes. Each is compared with its SHA-256. Safe for use by several threads.
 */
public final class Fixtures {
  static final String SUMS = "SHA256SUMS";
  static final String FORMULAS = "formulas.tsv.gz";

  private static @Nullable Path root;

  private Fixtures() {}

  /** The folder with the whole oracle, unpacked once and deleted when this JVM ends. */
  public static synchronized Path root() {
    if (root == null) {
      try {
        Path folder = Files.createTempDirectory("oracle");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
        unpack(name -> Fixtures.class.getResourceAsStream("/oracle/" + name), folder);
        root = folder;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return root;
  }

  /** Where packed files come from. */
  interface Source {
    /** Opens a file, or answers null when there is none. */
    @Nullable InputStream open(String name) throws IOException;
  }

  /**
   * Unpacks every file that the list of sums names.
   *
   * @throws IOException if one is missing or is not what it was when it was packed
   */
  static void unpack(Source source, Path into) throws IOException {
    Map<String, List<Formula>> formulas =
        text(gunzip(read(source, FORMULAS)))
            .map(Formula::parse)
            .collect(Collectors.groupingBy(Formula::file));
    for (String line : text(read(source, SUMS)).toList()) {
      String[] sum = line.split("  ", 2);
      byte[] bytes = gunzip(read(source, sum[1] + ".gz"));
      for (Formula formula : formulas.getOrDefault(sum[1], List.of())) {
        byte[] numbers = formula.bytes();
        System.arraycopy(numbers, 0, bytes, formula.at(), numbers.length);
      }
      if (!sha256(bytes).equals(sum[0])) {
        throw new IOException(sum[1] + " of the oracle differs from its SHA-256: pack it again");
      }
      Path file = into.resolve(sum[1]);
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
    }
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] read(Source source, String name) throws IOException {
    try (InputStream in = source.open(name)) {
      if (in == null) {
        throw new FileNotFoundException("the oracle's " + name + " is missing: pack it again");
      }
      return in.readAllBytes();
    }
  }

  private static byte[] gunzip(byte[] packed) throws IOException {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return in.readAllBytes();
    }
  }

  private static Stream<String> text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8).lines();
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
