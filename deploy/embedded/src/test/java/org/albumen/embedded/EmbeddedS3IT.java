package org.albumen.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Delete;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

@Timeout(120)
class EmbeddedS3IT {
  private static final int CONFLICT = 409;
  private static final int PRECONDITION_FAILED = 412;

  @TempDir Path source;
  @TempDir Path target;
  private EmbeddedS3 store;
  private S3Client s3;

  @BeforeEach
  void serveTwoFolders() throws IOException {
    store = EmbeddedS3.start(Map.of("source", source, "target", target), Set.of("source"));
    s3 = client(store, store.secretKey());
  }

  @AfterEach
  void stop() throws IOException {
    s3.close();
    store.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain.jpg",
        "box 12/album 3/page 4.tif",
        "Großmutter/Fête d'été – 1912.jpg",
        "写真/おばあさん.png",
        "percent %41 #1 & (a+b)=c;d,e'f\"g<h>.jpg"
      })
  void anObjectIsAFileOfThatName(String key) throws IOException {
    // When
    s3.putObject(r -> r.bucket("target").key(key), RequestBody.fromString("pixels"));
    // Then
    assertThat(target.resolve(key)).hasContent("pixels");
    assertThat(read("target", key)).isEqualTo("pixels");
    assertThat(keys("target")).containsExactly(key);
    assertThat(s3.headObject(r -> r.bucket("target").key(key)).contentLength()).isEqualTo(6);
    s3.deleteObject(r -> r.bucket("target").key(key));
    assertThat(target).isEmptyDirectory();
  }

  @Test
  void aFolderOfPhotographsIsABucket() throws IOException {
    // Given
    Files.createDirectories(source.resolve("box 1/Ä"));
    Files.writeString(source.resolve("box 1/Ä/one two.jpg"), "original");
    Files.writeString(source.resolve("top.jpg"), "top");
    // When
    HeadObjectResponse head = s3.headObject(r -> r.bucket("source").key("box 1/Ä/one two.jpg"));
    // Then
    assertThat(keys("source")).containsExactly("box 1/Ä/one two.jpg", "top.jpg");
    assertThat(read("source", "box 1/Ä/one two.jpg")).isEqualTo("original");
    assertThat(head.eTag()).isNull();
    assertThat(head.contentLength()).isEqualTo(8);
    assertThat(head.lastModified()).isNotNull();
    assertThat(
            s3.listObjectsV2(r -> r.bucket("source").prefix("box 1/")).contents().stream()
                .map(S3Object::key))
        .containsExactly("box 1/Ä/one two.jpg");
  }

  @Test
  void anOriginalCannotBeChanged() throws IOException {
    // Given
    Files.writeString(source.resolve("original.jpg"), "original");
    s3.putObject(r -> r.bucket("target").key("other.jpg"), RequestBody.fromString("other"));
    List<Runnable> changes =
        List.of(
            () ->
                s3.putObject(
                    r -> r.bucket("source").key("original.jpg"), RequestBody.fromString("x")),
            () -> s3.putObject(r -> r.bucket("source").key("new"), RequestBody.fromString("x")),
            () -> s3.deleteObject(r -> r.bucket("source").key("original.jpg")),
            () ->
                s3.copyObject(
                    r ->
                        r.sourceBucket("target")
                            .sourceKey("other.jpg")
                            .destinationBucket("source")
                            .destinationKey("original.jpg")),
            () -> s3.createMultipartUpload(r -> r.bucket("source").key("original.jpg")),
            () -> s3.deleteBucket(r -> r.bucket("source")));
    // When, then
    assertThat(changes)
        .allSatisfy(
            change ->
                assertThat(catchThrowableOfType(S3Exception.class, change::run).statusCode())
                    .isEqualTo(403));
    assertThatThrownBy(
            () ->
                s3.putObject(
                    r -> r.bucket("target").key("../source/original.jpg"),
                    RequestBody.fromString("x")))
        .isInstanceOf(S3Exception.class);
    Delete escape =
        Delete.builder()
            .objects(ObjectIdentifier.builder().key("../source/original.jpg").build())
            .build();
    assertThatThrownBy(() -> s3.deleteObjects(r -> r.bucket("target").delete(escape)))
        .isInstanceOf(S3Exception.class);
    assertThat(source.resolve("original.jpg")).hasContent("original");
    assertThat(keys("source")).containsExactly("original.jpg");
  }

  @Test
  void oneOfSixteenConcurrentWritersWins() throws Exception {
    ExecutorService writers = Executors.newFixedThreadPool(16);
    try {
      for (int round = 0; round < 10; round++) {
        // Given
        String key = "round " + round + "/result.png";
        CyclicBarrier barrier = new CyclicBarrier(16);
        List<Future<Integer>> outcomes = new ArrayList<>();
        // When
        for (int writer = 0; writer < 16; writer++) {
          String body = "writer " + writer;
          outcomes.add(
              writers.submit(
                  () -> {
                    barrier.await();
                    return putIfAbsent(key, body);
                  }));
        }
        List<Integer> statuses = new ArrayList<>();
        for (Future<Integer> outcome : outcomes) {
          statuses.add(outcome.get());
        }
        // Then
        assertThat(statuses).filteredOn(status -> status == 200).hasSize(1);
        assertThat(statuses).isSubsetOf(200, CONFLICT, PRECONDITION_FAILED);
        int winner = statuses.indexOf(200);
        assertThat(target.resolve(key)).hasContent("writer " + winner);
      }
    } finally {
      writers.shutdownNow();
    }
  }

  @Test
  void aWriteMayDemandTheVersionThatItReplaces() {
    // Given
    String before =
        s3.putObject(r -> r.bucket("target").key("k"), RequestBody.fromString("one")).eTag();
    String after =
        s3.putObject(
                r -> r.bucket("target").key("k").ifMatch(before), RequestBody.fromString("two"))
            .eTag();
    // When
    S3Exception refused =
        catchThrowableOfType(
            S3Exception.class,
            () ->
                s3.putObject(
                    r -> r.bucket("target").key("k").ifMatch(before),
                    RequestBody.fromString("three")));
    // Then
    assertThat(refused.statusCode()).isEqualTo(PRECONDITION_FAILED);
    assertThat(after).isNotEqualTo(before);
    assertThat(target.resolve("k")).hasContent("two");
  }

  @Test
  void nothingButTheObjectIsLeftInTheFolder() throws IOException {
    // When
    s3.putObject(
        r -> r.bucket("target").key("a/result.png").ifNoneMatch("*").metadata(Map.of("k", "v")),
        RequestBody.fromString("one"));
    putIfAbsent("a/result.png", "two");
    // Then
    try (Stream<Path> files = Files.walk(target)) {
      assertThat(files.filter(Files::isRegularFile))
          .containsExactly(target.resolve("a/result.png"));
    }
  }

  @Test
  void aBucketThatIsNotServedDoesNotExistAndCannotBeCreated() {
    assertThatThrownBy(() -> keys("elsewhere")).isInstanceOf(NoSuchBucketException.class);
    assertThatThrownBy(() -> s3.createBucket(r -> r.bucket("elsewhere")))
        .isInstanceOfSatisfying(S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(403));
    assertThat(s3.listBuckets().buckets()).extracting("name").containsExactly("source", "target");
  }

  @Test
  void aStrangerIsRefused() {
    try (S3Client stranger = client(store, "guessed")) {
      assertThatThrownBy(() -> stranger.listObjectsV2(r -> r.bucket("source")))
          .isInstanceOfSatisfying(
              S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(403));
    }
  }

  @Test
  void bucketsOfABaseFolderCanBeCreatedAndOutliveTheStore(@TempDir Path base) throws IOException {
    // Given
    try (EmbeddedS3 first = EmbeddedS3.start(base);
        S3Client client = client(first, first.secretKey())) {
      client.createBucket(r -> r.bucket("results"));
      client.putObject(r -> r.bucket("results").key("k"), RequestBody.fromString("v"));
    }
    // When
    try (EmbeddedS3 second = EmbeddedS3.start(base);
        S3Client client = client(second, second.secretKey())) {
      // Then
      assertThat(client.getObjectAsBytes(r -> r.bucket("results").key("k")).asUtf8String())
          .isEqualTo("v");
    }
  }

  @Test
  void mistakesAreNamed() {
    assertThatThrownBy(
            () -> EmbeddedS3.start(Map.of("photos", source.resolve("missing")), Set.of()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("missing");
    assertThatThrownBy(() -> EmbeddedS3.start(Map.of("../up", source), Set.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("../up");
    assertThatThrownBy(() -> EmbeddedS3.start(Map.of("photos", source), Set.of("photo")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("photo");
  }

  private int putIfAbsent(String key, String body) {
    try {
      s3.putObject(r -> r.bucket("target").key(key).ifNoneMatch("*"), RequestBody.fromString(body));
      return 200;
    } catch (S3Exception e) {
      return e.statusCode();
    }
  }

  private String read(String bucket, String key) {
    return s3.getObjectAsBytes(r -> r.bucket(bucket).key(key)).asUtf8String();
  }

  private List<String> keys(String bucket) {
    return s3.listObjectsV2Paginator(r -> r.bucket(bucket)).contents().stream()
        .map(S3Object::key)
        .toList();
  }

  private static S3Client client(EmbeddedS3 store, String secretKey) {
    URI endpoint = store.endpoint();
    return S3Client.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .forcePathStyle(true)
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(store.accessKey(), secretKey)))
        .httpClientBuilder(Apache5HttpClient.builder().maxConnections(32))
        .build();
  }
}
