package org.albumen.models.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.albumen.models.failure.ModelException;
import org.albumen.models.failure.ModelProblem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The machine's npm against a registry of two packages on this machine's loopback address. */
class NpmPackagesIT {
  private static final String WANTED = "@someone/weights";
  private static final String OTHER = "other-weights";

  @TempDir private Path folder;
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private HttpServer registry;
  private String address;
  private byte[] packed;

  @BeforeEach
  void start() throws Exception {
    packed =
        tarball(
            "package/package.json",
            "{\"name\": \"%s\", \"version\": \"1.0.0\",".formatted(WANTED)
                + " \"scripts\": {\"install\": \"touch was-run\"}}",
            "package/model/weights.bin",
            "numbers");
    registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    address = "http://127.0.0.1:" + registry.getAddress().getPort() + "/";
    registry.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getRawPath();
          asked.add(path);
          byte[] answer = answer(path);
          exchange.sendResponseHeaders(
              answer.length == 0 ? 404 : 200, answer.length == 0 ? -1 : answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    registry.start();
  }

  @AfterEach
  void stop() {
    registry.stop(0);
  }

  @Test
  void installsThatPackageAlone() throws Exception {
    // When
    Path installed = npm("npm", integrity(packed)).install(WANTED, folder);

    // Then
    assertThat(installed.resolve("model/weights.bin")).hasContent("numbers");
    assertThat(installed.resolve("was-run")).doesNotExist();
    assertThat(folder.resolve("node_modules").resolve(OTHER)).doesNotExist();
    assertThat(asked).isNotEmpty().noneMatch(path -> path.contains(OTHER));
  }

  @Test
  void refusesAPackageOfAnotherIntegrity() {
    assertThatThrownBy(() -> npm("npm", integrity(new byte[] {1})).install(WANTED, folder))
        .isInstanceOfSatisfying(
            ModelException.class,
            e -> assertThat(e.problem()).isEqualTo(ModelProblem.MODEL_CORRUPT))
        .hasMessage("its integrity is not the one in package-lock.json");
  }

  @Test
  void aRegistryThatDoesNotAnswerIsSaidInOneLine() {
    // Given
    registry.stop(0);

    // When, then
    assertThatThrownBy(() -> npm("npm", integrity(packed)).install(WANTED, folder))
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("could not be reached (ECONNREFUSED)");
  }

  @Test
  void aRegistryWithoutThePackageIsSaidInOneLine() {
    assertThatThrownBy(() -> npm("npm", integrity(packed)).install(OTHER, folder))
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("is not in the registry (E404)");
  }

  @Test
  void aPackageThatIsNotPinnedIsNotAskedFor() {
    assertThatThrownBy(() -> npm("npm", integrity(packed)).install("unknown", folder))
        .hasMessage("is not pinned by package-lock.json");
    assertThat(asked).isEmpty();
  }

  @Test
  void aMachineWithoutNpmIsToldWhatToInstall() {
    assertThatThrownBy(() -> npm("no-such-npm", integrity(packed)).install(WANTED, folder))
        .hasMessage("needs npm, which cannot be started; install Node.js with npm");
  }

  private NpmPackages npm(String command, String integrity) throws Exception {
    String lock =
        """
        {"lockfileVersion": 3, "packages": {
          "node_modules/%s": {"version": "1.0.0", "integrity": "%s"},
          "node_modules/%s": {"version": "1.0.0", "integrity": "%s"}}}
        """
            .formatted(WANTED, integrity, OTHER, integrity);
    JsonNode parsed = new JsonMapper().readTree(lock);
    return new NpmPackages(
        command, parsed, Map.of("npm_config_registry", address, "npm_config_fetch_retries", "0"));
  }

  private byte[] answer(String path) {
    if (path.endsWith(".tgz")) {
      return packed;
    }
    if (!path.contains("weights") || path.contains(OTHER)) {
      return new byte[0];
    }
    String description =
        """
        {"name": "%s", "dist-tags": {"latest": "1.0.0"}, "versions": {"1.0.0": {
          "name": "%s", "version": "1.0.0", "dist": {"tarball": "%sweights.tgz", "integrity": "%s"}}}}
        """
            .formatted(WANTED, WANTED, address, integrity(packed));
    return description.getBytes(StandardCharsets.UTF_8);
  }

  private static String integrity(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-512").digest(bytes);
      return "sha512-" + Base64.getEncoder().encodeToString(digest);
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Two files in the format of tar (POSIX.1-1988), zipped. */
  private static byte[] tarball(String... namesAndTexts) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      for (int i = 0; i < namesAndTexts.length; i += 2) {
        byte[] text = namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8);
        out.write(header(namesAndTexts[i], text.length));
        out.write(ByteBuffer.allocate((text.length + 511) / 512 * 512).put(text).array());
      }
      out.write(new byte[1024]);
    }
    return bytes.toByteArray();
  }

  private static byte[] header(String name, int size) {
    ByteBuffer header = ByteBuffer.allocate(512);
    header.put(0, name.getBytes(StandardCharsets.UTF_8));
    header.put(100, "0000644\0000000000\0000000000\000".getBytes(StandardCharsets.US_ASCII));
    header.put(124, "%011o".formatted(size).getBytes(StandardCharsets.US_ASCII));
    header.put(136, "00000000000\000        0".getBytes(StandardCharsets.US_ASCII));
    header.put(257, "ustar\00000".getBytes(StandardCharsets.US_ASCII));
    int sum = 0;
    for (byte b : header.array()) {
      sum += b & 0xff;
    }
    header.put(148, "%06o\000 ".formatted(sum).getBytes(StandardCharsets.US_ASCII));
    return header.array();
  }
}
