package org.albumen.common.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.Headers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.albumen.common.config.ConfigLoader;
import org.albumen.common.digest.Digest;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.ObjectRef;
import org.albumen.common.job.ObjectSource;
import org.albumen.common.store.ObjectStore.Content;
import org.albumen.common.store.ScriptedStore.Answer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a store made from the settings asks of S3, and what it never does. */
@Timeout(60)
class AllowedStoreIT {
  private static final ObjectRef RESULT = new ObjectRef("results", "a.png");
  private static final Answer DONE = new Answer(200, "");

  @TempDir Path scratch;

  @Test
  void whatIsNotAllowedIsNeverAskedFor() throws Exception {
    Map<String, String> lists = Map.of("source-buckets", "scans/1927", "target-buckets", "results");
    try (ScriptedStore server = new ScriptedStore(List.of());
        ObjectStore store = Stores.with(server.endpoint(), lists)) {
      Content content = content();
      Path file = scratch.resolve("copy");
      for (ThrowingCallable call :
          List.<ThrowingCallable>of(
              () -> store.head(new ObjectRef("secret", "a")),
              () -> store.read(new ObjectRef("secret", "a"), 9),
              () -> store.get(ObjectSource.of("scans", "1928/a"), file, 9),
              () -> store.get(ObjectSource.of("results", "a.png"), file, 9),
              () -> store.list("scans", ""),
              () -> store.putIfAbsent(new ObjectRef("scans", "1927/a.png"), content),
              () -> store.putIfAbsent(new ObjectRef("elsewhere", "a.png"), content))) {
        assertThat(refusal(call).code()).isEqualTo(FailureCode.BUCKET_NOT_ALLOWED);
      }
      assertThat(refusal(() -> store.head(new ObjectRef("results", "a/../b"))).code())
          .isEqualTo(FailureCode.KEY_NOT_ALLOWED);
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void whatIsAllowedGoesThrough() throws Exception {
    Map<String, String> lists = Map.of("source-buckets", "scans", "target-buckets", "results");
    List<Answer> answers = List.of(new Answer(200, "bytes"), new Answer(200, "{}"), DONE, DONE);
    try (ScriptedStore server = new ScriptedStore(answers);
        ObjectStore store = Stores.with(server.endpoint(), lists)) {
      // When
      store.get(ObjectSource.of("scans", "a.jpg"), scratch.resolve("copy"), 9);
      store.read(new ObjectRef("results", "a.json"), 9);
      store.putIfAbsent(RESULT, content());

      // Then
      assertThat(server.requests())
          .containsExactly("GET /scans/a.jpg", "GET /results/a.json", "PUT /results/a.png");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "none,         ,      ,       ,             ,     ",
    "AES256,       ,      ,       AES256,       ,     ",
    "aws:kms,      ,      ,       aws:kms,      ,     ",
    "aws:kms,      alias/x, true, aws:kms,      alias/x, true",
    "aws:kms,      alias/x, false, aws:kms,     alias/x, false",
    "aws:kms:dsse, alias/x,     , aws:kms:dsse, alias/x, ",
  })
  void encryptionIsAskedForWithEveryWrite(
      String encryption,
      String key,
      String bucketKey,
      String sent,
      String sentKey,
      String sentBucketKey)
      throws Exception {
    Map<String, String> settings =
        Map.of(
            "encryption", encryption,
            "kms-key", key == null ? "" : key,
            "bucket-key", bucketKey == null ? "" : bucketKey);
    try (ScriptedStore server = new ScriptedStore(List.of(Answer.error(503, "SlowDown"), DONE));
        ObjectStore store = Stores.with(server.endpoint(), settings)) {
      // When
      store.putIfAbsent(RESULT, content());

      // Then: with the second try, too
      assertThat(server.headers()).hasSize(2);
      for (Headers headers : server.headers()) {
        assertThat(headers.getFirst("x-amz-server-side-encryption")).isEqualTo(sent);
        assertThat(headers.getFirst("x-amz-server-side-encryption-aws-kms-key-id"))
            .isEqualTo(sentKey);
        assertThat(headers.getFirst("x-amz-server-side-encryption-bucket-key-enabled"))
            .isEqualTo(sentBucketKey);
        assertThat(headers.getFirst("If-None-Match")).isEqualTo("*");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "encryption, rot13, '', '', 's3.encryption must be none, AES256, aws:kms or aws:kms:dsse'",
    "encryption, none, kms-key, k, 's3.kms-key needs s3.encryption aws:kms or aws:kms:dsse'",
    "encryption, AES256, kms-key, k, 's3.kms-key needs s3.encryption aws:kms or aws:kms:dsse'",
    "encryption, AES256, bucket-key, true, 's3.bucket-key needs s3.encryption aws:kms'",
    "encryption, aws:kms:dsse, bucket-key, true, 's3.bucket-key needs s3.encryption aws:kms'",
    "endpoint, 'http://key:secret@h:1', '', '',"
        + " 's3.endpoint must be an address without credentials or a query in it'",
    "endpoint, 'http://h:1/?X-Amz-Signature=secret', '', '',"
        + " 's3.endpoint must be an address without credentials or a query in it'",
  })
  void settingsThatContradictEachOtherAreRefused(
      String one, String value, String two, String other, String problem) {
    // Given
    Map<String, String> settings =
        two.isEmpty()
            ? Map.of("albumen.s3." + one, value)
            : Map.of("albumen.s3." + one, value, "albumen.s3." + two, other);

    // Then
    assertThat(refusal(() -> ConfigLoader.load(null, settings)).line())
        .isEqualTo("BAD_CONFIGURATION: albumen." + problem);
  }

  @Test
  void listsThatNameNoBucketAreRefused() {
    AlbumenException refused =
        refusal(() -> ConfigLoader.load(null, Map.of("albumen.s3.target-buckets", "results/../x")));
    assertThat(refused.code()).isEqualTo(FailureCode.BAD_CONFIGURATION);
    assertThat(refused.getMessage()).contains("target-buckets").contains("segment '..'");
  }

  private Content content() throws Exception {
    Path file = Files.writeString(Files.createTempFile(scratch, "content", ""), "bytes");
    return new Content(file, "image/png", Digest.ofFile(file), Map.of());
  }

  private static AlbumenException refusal(ThrowingCallable call) {
    return catchThrowableOfType(AlbumenException.class, call);
  }
}
