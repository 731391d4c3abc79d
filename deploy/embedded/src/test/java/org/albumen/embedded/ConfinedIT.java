package org.albumen.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Delete;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** No key, however it is spelt, reads or makes a file outside of its bucket's folder. */
@Timeout(180)
class ConfinedIT {
  private static final String SECRET = "nobody's business";

  @TempDir Path world;
  private Path bucket;
  private EmbeddedS3 store;
  private S3Client s3;
  private Map<Path, String> before;

  @BeforeEach
  void serveOneFolder() throws IOException {
    bucket = Files.createDirectories(world.resolve("base/bucket"));
    Files.writeString(world.resolve("secret"), SECRET);
    Files.writeString(Files.createDirectories(world.resolve("base/other")).resolve("k"), SECRET);
    Files.createDirectories(world.resolve("outside"));
    Files.writeString(world.resolve("outside/k"), SECRET);
    store = EmbeddedS3.start(world.resolve("base"));
    s3 = client();
    before = outside();
  }

  @AfterEach
  void stop() throws IOException {
    s3.close();
    store.close();
  }

  @Test
  void noSpellingOfAKeyLeadsOut() throws IOException {
    // Given
    s3.putObject(r -> r.bucket("bucket").key("good"), RequestBody.fromString("good"));
    // When
    for (String key : hostile()) {
      everything().forEach(way -> attempt(way, key));
    }
    // Then
    assertThat(outside()).isEqualTo(before);
    assertThat(bucket.resolve("good")).hasContent("good");
  }

  @Test
  void noSpellingOfAPathInTheAddressLeadsOut() throws Exception {
    // Given
    List<String> dots =
        List.of("..", "%2e%2e", "%2E.", ".%2e", "%252e%252e", "%c0%ae%c0%ae", "..;");
    List<String> slashes = List.of("/", "%2f", "%5c", "\\", "%252f", "//", "/./");
    // When
    int accepted = 0;
    for (String dot : dots) {
      for (String slash : slashes) {
        for (String name : List.of("secret", "other" + slash + "k", "new")) {
          String path = "/bucket/" + dot + slash + name;
          accepted += raw(SdkHttpMethod.PUT, path).startsWith("HTTP/1.1 200") ? 1 : 0;
          assertThat(raw(SdkHttpMethod.GET, path)).doesNotContain(SECRET);
          String up = "/" + dot + slash + "outside" + slash + "k";
          raw(SdkHttpMethod.PUT, up);
          assertThat(raw(SdkHttpMethod.GET, up)).doesNotContain(SECRET);
        }
      }
    }
    // Then: some are names like any other, so the requests do come through
    assertThat(accepted).isPositive();
    assertThat(raw(SdkHttpMethod.PUT, "/bucket/fine")).startsWith("HTTP/1.1 200");
    assertThat(bucket.resolve("fine")).hasContent("x");
    assertThat(outside()).isEqualTo(before);
  }

  @Test
  void noSymbolicLinkLeadsOut() throws IOException {
    // Given
    Files.createSymbolicLink(bucket.resolve("folder"), world.resolve("outside"));
    Files.createSymbolicLink(bucket.resolve("file"), world.resolve("secret"));
    Files.createSymbolicLink(bucket.resolve("up"), Path.of("../other"));
    Files.createSymbolicLink(bucket.resolve("dangling"), world.resolve("not-yet"));
    Files.createDirectories(bucket.resolve("real"));
    Files.createSymbolicLink(bucket.resolve("inner"), Path.of("real"));
    // When
    for (String key : List.of("folder/k", "folder/new", "file", "up/k", "up/new/k", "dangling")) {
      everything().forEach(way -> attempt(way, key));
      assertThat(status(() -> s3.getObjectAsBytes(r -> r.bucket("bucket").key(key)).asUtf8String()))
          .isEqualTo(403);
    }
    // Then: one that stays inside is as good as a folder
    assertThat(outside()).isEqualTo(before);
    s3.putObject(r -> r.bucket("bucket").key("inner/k"), RequestBody.fromString("x"));
    assertThat(bucket.resolve("real/k")).hasContent("x");
  }

  @Test
  void noNameOfABucketLeadsOut() throws Exception {
    for (String name : List.of(".", "..", "%2e", "%2e%2e", "..%2f", "bucket%2f..%2fother")) {
      raw(SdkHttpMethod.PUT, "/" + name + "/new");
      raw(SdkHttpMethod.PUT, "/" + name);
      assertThat(raw(SdkHttpMethod.GET, "/" + name + "/other/k")).doesNotContain(SECRET);
      assertThat(raw(SdkHttpMethod.GET, "/" + name + "/k")).doesNotContain(SECRET);
    }
    assertThat(outside()).isEqualTo(before);
  }

  @Test
  void aFolderServedByNameIsConfinedToo(@TempDir Path served) throws IOException {
    // Given
    Files.createSymbolicLink(served.resolve("folder"), world.resolve("outside"));
    try (EmbeddedS3 named = EmbeddedS3.start(Map.of("photos", served), Set.of());
        S3Client client = client(named)) {
      // Then
      assertThat(
              status(
                  () ->
                      client.putObject(
                          r -> r.bucket("photos").key("folder/new"), RequestBody.fromString("x"))))
          .isEqualTo(403);
      client.putObject(r -> r.bucket("photos").key("real/new"), RequestBody.fromString("x"));
      assertThat(served.resolve("real/new")).hasContent("x");
    }
    assertThat(outside()).isEqualTo(before);
  }

  @Test
  void aNameThatIsTooLongIsRefusedAndNoFault() {
    assertThat(
            status(
                () ->
                    s3.putObject(
                        r -> r.bucket("bucket").key("a/" + "n".repeat(219)),
                        RequestBody.fromString("x"))))
        .isEqualTo(400);
    assertThat(status(() -> s3.headObject(r -> r.bucket("bucket").key("n".repeat(256)))))
        .isEqualTo(400);
    s3.putObject(r -> r.bucket("bucket").key("a/" + "n".repeat(218)), RequestBody.fromString("x"));
  }

  /** Every way in which a key can be used. */
  private List<BiConsumer<String, RequestBody>> everything() {
    return List.of(
        (key, body) -> s3.putObject(r -> r.bucket("bucket").key(key), body),
        (key, body) -> s3.putObject(r -> r.bucket("bucket").key(key).ifNoneMatch("*"), body),
        (key, body) ->
            assertThat(s3.getObjectAsBytes(r -> r.bucket("bucket").key(key)).asUtf8String())
                .isNotEqualTo(SECRET),
        (key, body) ->
            s3.copyObject(
                r ->
                    r.sourceBucket("bucket")
                        .sourceKey("good")
                        .destinationBucket("bucket")
                        .destinationKey(key)),
        (key, body) -> {
          s3.copyObject(
              r ->
                  r.sourceBucket("bucket")
                      .sourceKey(key)
                      .destinationBucket("bucket")
                      .destinationKey("copied"));
          assertThat(bucket.resolve("copied").toFile()).content().isNotEqualTo(SECRET);
        },
        (key, body) -> s3.createMultipartUpload(r -> r.bucket("bucket").key(key)),
        (key, body) -> s3.deleteObject(r -> r.bucket("bucket").key(key)),
        (key, body) ->
            s3.deleteObjects(
                r ->
                    r.bucket("bucket")
                        .delete(
                            Delete.builder()
                                .objects(ObjectIdentifier.builder().key(key).build())
                                .build())),
        (key, body) -> s3.listObjectsV2(r -> r.bucket("bucket").prefix(key)));
  }

  private static void attempt(BiConsumer<String, RequestBody> way, String key) {
    try {
      way.accept(key, RequestBody.fromString("hostile"));
    } catch (SdkException | IllegalArgumentException e) {
      // Refused by the store, or by the client before it asked.
    }
  }

  /** Keys written down, and others put together of the worst parts. */
  private static List<String> hostile() {
    List<String> keys =
        new ArrayList<>(
            List.of(
                "../secret",
                "../../secret",
                "a/../../other/k",
                "a/../../../secret",
                "/etc/albumen-hostile",
                "//etc/albumen-hostile",
                "/",
                "..",
                ".",
                "./../other/k",
                "..\\..\\secret",
                "a\u0000b",
                "../\u0000",
                "%2e%2e/%2e%2e/secret",
                "..%2fsecret",
                "good/../../../secret",
                "..\u2215secret",
                "a\n../secret",
                "~/x",
                "a/".repeat(300) + "../".repeat(301) + "../secret"));
    String[] parts = {"..", ".", "/", "\\", "a", "%2e%2e", "other", "k", "secret", "%2f"};
    SplittableRandom random = new SplittableRandom(20260131);
    for (int i = 0; i < 120; i++) {
      StringBuilder key = new StringBuilder();
      for (int part = random.nextInt(1, 9); part > 0; part--) {
        key.append(parts[random.nextInt(parts.length)]);
      }
      keys.add(key.toString());
    }
    return keys;
  }

  /** Every file of the world but those in the bucket's folder, with its content. */
  private Map<Path, String> outside() throws IOException {
    Map<Path, String> found = new TreeMap<>();
    try (Stream<Path> all = Files.walk(world)) {
      for (Path path : all.filter(p -> !p.startsWith(bucket)).toList()) {
        boolean file = Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
        found.put(path, file ? Files.readString(path) : "");
      }
    }
    return found;
  }

  /** Sends a signed request whose path no client has put in order, and gives the whole answer. */
  private String raw(SdkHttpMethod method, String path) throws IOException {
    URI endpoint = store.endpoint();
    boolean put = method == SdkHttpMethod.PUT;
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(method)
            .protocol("http")
            .host(endpoint.getHost())
            .port(endpoint.getPort())
            .encodedPath(path)
            .putHeader("Content-Length", put ? "1" : "0")
            .build();
    SdkHttpRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                r ->
                    r.identity(AwsBasicCredentials.create(store.accessKey(), store.secretKey()))
                        .request(request)
                        .payload(ContentStreamProvider.fromUtf8String(put ? "x" : ""))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
                        .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                        .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false))
            .request();
    StringBuilder text = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
    signed.headers().forEach((name, values) -> text.append(name + ": " + values.get(0) + "\r\n"));
    text.append("Connection: close\r\n\r\n").append(put ? "x" : "");
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), endpoint.getPort())) {
      socket.setSoTimeout(10_000);
      OutputStream out = socket.getOutputStream();
      out.write(text.toString().getBytes(UTF_8));
      out.flush();
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  private static int status(Runnable call) {
    try {
      call.run();
      return 200;
    } catch (S3Exception e) {
      return e.statusCode();
    }
  }

  private S3Client client() {
    return client(store);
  }

  private static S3Client client(EmbeddedS3 store) {
    return S3Client.builder()
        .endpointOverride(store.endpoint())
        .region(Region.US_EAST_1)
        .forcePathStyle(true)
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(store.accessKey(), store.secretKey())))
        .httpClientBuilder(Apache5HttpClient.builder().maxConnections(32))
        .build();
  }
}
