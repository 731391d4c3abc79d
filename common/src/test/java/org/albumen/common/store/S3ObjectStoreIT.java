package org.albumen.common.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.albumen.common.digest.Digest;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.ObjectRef;
import org.albumen.common.job.ObjectSource;
import org.albumen.common.store.ObjectStore.Content;
import org.albumen.common.store.ObjectStore.PutOutcome;
import org.albumen.embedded.EmbeddedS3;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** The object store over the real protocol, on a folder served by S3Proxy. */
@Timeout(120)
class S3ObjectStoreIT {
  private static final int WRITERS = 16;

  @TempDir static Path root;
  static EmbeddedS3 s3;
  static ObjectStore store;

  @TempDir Path scratch;

  @BeforeAll
  static void start() throws Exception {
    for (String bucket : List.of("photos", "many")) {
      Files.createDirectories(root.resolve(bucket));
    }
    Files.writeString(root.resolve("photos/plain.jpg"), "not really a photograph");
    s3 = EmbeddedS3.start(root);
    store = Stores.of(s3);
  }

  @AfterAll
  static void stop() throws Exception {
    store.close();
    s3.close();
  }

  @Test
  void whatIsPutComesBackWithItsMetadata() throws Exception {
    // Given
    ObjectRef ref = new ObjectRef("photos", "put/result.png");
    Content content = content("bytes", Map.of("albumen-fingerprint", "abc"));

    // When
    PutOutcome outcome = store.putIfAbsent(ref, content);

    // Then
    assertThat(outcome).isEqualTo(PutOutcome.STORED);
    ObjectHead head = store.head(ref).orElseThrow();
    assertThat(head.ref()).isEqualTo(ref);
    assertThat(head.size()).isEqualTo(5);
    assertThat(head.etag()).matches("[0-9a-f]{32}");
    assertThat(head.versionId()).isNull();
    assertThat(head.metadata()).containsEntry("albumen-fingerprint", "abc");
    assertThat(store.read(ref, 5)).contains("bytes".getBytes(StandardCharsets.UTF_8));
    Path file = scratch.resolve("copy");
    assertThat(store.get(head.asSource(), file, 5)).isEqualTo(head);
    assertThat(file).hasContent("bytes");
  }

  @Test
  void whatIsThereIsNotWrittenOver() throws Exception {
    // Given
    ObjectRef ref = new ObjectRef("photos", "twice.png");
    store.putIfAbsent(ref, content("first", Map.of()));

    // When
    PutOutcome outcome = store.putIfAbsent(ref, content("second", Map.of()));

    // Then
    assertThat(outcome).isEqualTo(PutOutcome.ALREADY_THERE);
    assertThat(store.read(ref, 100)).contains("first".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void ofManyWritersAtOnceOneWins() throws Exception {
    // Given
    ObjectRef ref = new ObjectRef("photos", "race.png");
    CyclicBarrier start = new CyclicBarrier(WRITERS);
    List<Callable<PutOutcome>> writers = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      Content content = content("writer " + i, Map.of());
      writers.add(
          () -> {
            start.await(30, TimeUnit.SECONDS);
            return store.putIfAbsent(ref, content);
          });
    }
    ExecutorService pool = Executors.newFixedThreadPool(WRITERS);

    // When
    List<PutOutcome> outcomes = new ArrayList<>();
    try {
      for (Future<PutOutcome> future : pool.invokeAll(writers)) {
        outcomes.add(future.get());
      }
    } finally {
      pool.shutdownNow();
    }

    // Then
    assertThat(Collections.frequency(outcomes, PutOutcome.STORED)).isEqualTo(1);
    int winner = outcomes.indexOf(PutOutcome.STORED);
    assertThat(store.read(ref, 100))
        .contains(("writer " + winner).getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void bytesThatAreNotThoseOfTheDigestAreRefused() throws Exception {
    // Given
    Path file = Files.writeString(scratch.resolve("f"), "damaged on the way");
    Content content = new Content(file, "image/png", Digest.ofBytes(new byte[] {1}), Map.of());

    // When
    AlbumenException refused =
        refusal(() -> store.putIfAbsent(new ObjectRef("photos", "damaged.png"), content));

    // Then
    assertThat(refused.code()).isEqualTo(FailureCode.STORE_REFUSED);
    assertThat(store.head(new ObjectRef("photos", "damaged.png"))).isEmpty();
  }

  @Test
  void aMissingKeyIsNoFailure() throws Exception {
    ObjectRef missing = new ObjectRef("photos", "missing.jpg");
    assertThat(store.head(missing)).isEmpty();
    assertThat(store.read(missing, 10)).isEmpty();
    AlbumenException refused =
        refusal(
            () -> store.get(ObjectSource.of("photos", "missing.jpg"), scratch.resolve("f"), 10));
    assertThat(refused.line())
        .isEqualTo("SOURCE_NOT_FOUND: s3://photos/missing.jpg does not exist");
  }

  @Test
  void aMissingBucketIsOne() throws Exception {
    // Given
    ObjectRef missing = new ObjectRef("nowhere", "a.jpg");
    Content content = content("x", Map.of());

    // When
    List<AlbumenException> refusals =
        List.of(
            refusal(() -> store.get(ObjectSource.of("nowhere", "a.jpg"), scratch.resolve("f"), 10)),
            refusal(() -> store.read(missing, 10)),
            refusal(() -> store.putIfAbsent(missing, content)),
            refusal(() -> store.list("nowhere", "")));

    // Then
    assertThat(refusals)
        .extracting(AlbumenException::line)
        .containsOnly("BUCKET_NOT_FOUND: bucket nowhere does not exist");
  }

  /** A HEAD's answer has no body that could say which of the two is missing. */
  @Test
  void toHeadAMissingBucketIsAMissingKey() throws Exception {
    assertThat(store.head(new ObjectRef("nowhere", "a.jpg"))).isEmpty();
  }

  @Test
  void aFileWrittenBesideTheStoreHasNoTagAndIsStillASource() throws Exception {
    // Given
    ObjectHead head = store.head(new ObjectRef("photos", "plain.jpg")).orElseThrow();

    // When
    ObjectHead got = store.get(head.asSource(), scratch.resolve("f"), 1_000);

    // Then
    assertThat(head.etag()).isNull();
    assertThat(head.asSource().identity()).isPresent();
    assertThat(got.asSource().identity()).isEqualTo(head.asSource().identity());
    try (Stream<ObjectHead> listed = store.list("photos", "plain")) {
      assertThat(listed.map(h -> h.asSource().identity()).toList())
          .containsExactly(head.asSource().identity());
    }
  }

  @Test
  void anotherTagMeansThatTheSourceHasChanged() throws Exception {
    // Given
    ObjectRef ref = new ObjectRef("photos", "changed.jpg");
    store.putIfAbsent(ref, content("now", Map.of()));
    ObjectSource before = new ObjectSource("photos", "changed.jpg", null, "0".repeat(32), 3L, null);

    // When
    AlbumenException refused = refusal(() -> store.get(before, scratch.resolve("f"), 100));

    // Then
    assertThat(refused.code()).isEqualTo(FailureCode.SOURCE_CHANGED);
    assertThat(scratch.resolve("f")).doesNotExist();
  }

  @Test
  void anotherSizeMeansThatTheSourceHasChanged() {
    // Given
    ObjectSource before = new ObjectSource("photos", "plain.jpg", null, null, 7L, null);

    // When
    AlbumenException refused = refusal(() -> store.get(before, scratch.resolve("f"), 100));

    // Then
    assertThat(refused.line())
        .isEqualTo("SOURCE_CHANGED: s3://photos/plain.jpg has 23 bytes, not 7");
    assertThat(scratch.resolve("f")).doesNotExist();
  }

  @Test
  void anotherTimeMeansThatASourceWithoutTagHasChanged() throws Exception {
    // Given
    Path file = Files.writeString(root.resolve("photos/edited.jpg"), "before");
    ObjectSource before =
        store.head(new ObjectRef("photos", "edited.jpg")).orElseThrow().asSource();
    Files.writeString(file, "after!");
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2031-01-01T00:00:00Z")));

    // When
    AlbumenException refused = refusal(() -> store.get(before, scratch.resolve("f"), 100));

    // Then
    assertThat(refused.code()).isEqualTo(FailureCode.SOURCE_CHANGED);
  }

  @Test
  void whatIsTooLargeIsRefusedBeforeItIsRead() {
    // Given
    ObjectSource source = ObjectSource.of("photos", "plain.jpg");

    // When
    AlbumenException refused = refusal(() -> store.get(source, scratch.resolve("f"), 22));

    // Then
    assertThat(refused.line())
        .isEqualTo("SOURCE_TOO_LARGE: s3://photos/plain.jpg has 23 bytes; 22 are allowed");
    assertThat(scratch.resolve("f")).doesNotExist();
    assertThat(refusal(() -> store.read(source.ref(), 22)).code())
        .isEqualTo(FailureCode.SOURCE_TOO_LARGE);
  }

  @Test
  void wrongCredentialsAreDenied() throws Exception {
    Content content = content("x", Map.of());
    try (ObjectStore stranger = Stores.at(s3.endpoint(), "stranger", "secret");
        ObjectStore liar = Stores.at(s3.endpoint(), s3.accessKey(), "wrong")) {
      for (ObjectStore denied : List.of(stranger, liar)) {
        assertDenied(() -> denied.head(new ObjectRef("photos", "plain.jpg")));
        assertDenied(
            () -> denied.get(ObjectSource.of("photos", "plain.jpg"), scratch.resolve("f"), 99));
        assertDenied(() -> denied.read(new ObjectRef("photos", "plain.jpg"), 99));
        assertDenied(() -> denied.list("photos", ""));
        assertDenied(() -> denied.putIfAbsent(new ObjectRef("photos", "x"), content));
        denied.ping();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "odd/with space.jpg",
        "odd/é und 写真.jpg",
        "odd/percent%2Fslash.jpg",
        "odd/plus+plus.jpg",
        "odd/a&b=c?d#e.jpg",
        "odd/quote'\"quote.jpg",
      })
  void oddKeysAreKeys(String key) throws Exception {
    // Given
    ObjectRef ref = new ObjectRef("photos", key);

    // When
    PutOutcome outcome = store.putIfAbsent(ref, content(key, Map.of()));

    // Then
    assertThat(outcome).isEqualTo(PutOutcome.STORED);
    assertThat(store.read(ref, 100)).contains(key.getBytes(StandardCharsets.UTF_8));
    assertThat(store.head(ref)).isPresent();
    try (Stream<ObjectHead> listed = store.list("photos", key)) {
      assertThat(listed.map(ObjectHead::ref).toList()).containsExactly(ref);
    }
  }

  /** A listing shows it, so that its job can fail with a code instead of being passed over. */
  @Test
  void aKeyWithAControlCharacterIsListedAndRefused() throws Exception {
    // Given
    ObjectRef ref = new ObjectRef("photos", "odd/control\u0001character.jpg");
    Files.createDirectories(root.resolve("photos/odd"));
    Files.writeString(root.resolve("photos").resolve(ref.key()), "x");

    // When
    try (Stream<ObjectHead> listed = store.list("photos", "odd/control")) {
      // Then
      assertThat(listed.map(ObjectHead::ref).toList()).containsExactly(ref);
    }
    assertThat(refusal(() -> store.head(ref)).line())
        .isEqualTo("KEY_NOT_ALLOWED: the key has a control character");
  }

  @Test
  void foldersAreNoObjects() throws Exception {
    // Given
    Files.createDirectories(root.resolve("photos/folder/empty"));
    Files.writeString(root.resolve("photos/folder/a.jpg"), "a");

    // When
    try (Stream<ObjectHead> listed = store.list("photos", "folder/")) {
      // Then
      assertThat(listed.map(h -> h.ref().key()).toList()).containsExactly("folder/a.jpg");
    }
  }

  @Test
  void aListingAsksForAPageWhenThePageBeforeHasBeenRead() throws Exception {
    // Given
    int keys = 2_500;
    for (int i = 0; i < keys; i++) {
      Files.createFile(root.resolve("many/%04d.jpg".formatted(i)));
    }
    AtomicInteger requests = new AtomicInteger();
    try (ObjectStore counted = counted(requests);
        Stream<ObjectHead> listed = counted.list("many", "")) {
      Iterator<ObjectHead> heads = listed.iterator();

      // When
      List<Integer> asked = new ArrayList<>();
      List<String> seen = new ArrayList<>();
      while (heads.hasNext()) {
        seen.add(heads.next().ref().key());
        asked.add(requests.get());
      }

      // Then
      assertThat(seen).hasSize(keys).isSorted().doesNotHaveDuplicates();
      assertThat(asked.get(0)).isEqualTo(1);
      assertThat(asked.get(998)).isEqualTo(1);
      assertThat(asked.get(1_001)).isEqualTo(2);
      assertThat(asked.get(keys - 1)).isEqualTo(3);
    }
  }

  @Test
  void theStoreGivesASignOfLife() throws Exception {
    store.ping();
  }

  private static ObjectStore counted(AtomicInteger requests) {
    ExecutionInterceptor counter =
        new ExecutionInterceptor() {
          @Override
          public void beforeTransmission(
              Context.BeforeTransmission context, ExecutionAttributes attributes) {
            requests.incrementAndGet();
          }
        };
    return new S3ObjectStore(
        S3Client.builder()
            .endpointOverride(s3.endpoint())
            .region(Region.US_EAST_1)
            .forcePathStyle(true)
            .credentialsProvider(Stores.credentials(s3.accessKey(), s3.secretKey()))
            .overrideConfiguration(c -> c.addExecutionInterceptor(counter))
            .build(),
        Encryption.NONE);
  }

  private Content content(String text, Map<String, String> metadata) throws Exception {
    Path file = Files.createTempFile(scratch, "content", "");
    Files.writeString(file, text);
    return new Content(file, "image/png", Digest.ofFile(file), metadata);
  }

  private static void assertDenied(ThrowingCallable call) {
    assertThat(refusal(call).code()).isEqualTo(FailureCode.ACCESS_DENIED);
  }

  private static AlbumenException refusal(ThrowingCallable call) {
    return catchThrowableOfType(AlbumenException.class, call);
  }
}
