package org.albumen.common.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.albumen.common.config.Heard;
import org.albumen.common.digest.Digest;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.ObjectRef;
import org.albumen.common.job.ObjectSource;
import org.albumen.common.store.ObjectStore.Content;
import org.albumen.common.store.ObjectStore.PutOutcome;
import org.albumen.common.store.ScriptedStore.Answer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a store's faults; the store is a server that answers as it is told. */
@Timeout(60)
class S3FaultsIT {
  private static final ObjectRef REF = new ObjectRef("photos", "a.jpg");
  private static final Answer BUSY = Answer.error(503, "SlowDown");
  private static final Answer CONFLICT = Answer.error(409, "ConditionalRequestConflict");
  private static final Answer DONE = new Answer(200, "");

  @TempDir Path scratch;

  @Test
  void aBusyStoreIsAskedAgain() throws Exception {
    try (ScriptedStore server = new ScriptedStore(List.of(BUSY, BUSY, new Answer(200, "bytes")));
        ObjectStore store = Stores.at(server.endpoint())) {
      // When
      byte[] bytes = store.read(REF, 10).orElseThrow();

      // Then
      assertThat(bytes).isEqualTo("bytes".getBytes(StandardCharsets.UTF_8));
      assertThat(server.requests()).hasSize(3).containsOnly("GET /photos/a.jpg");
    }
  }

  /** S3 answers so, with all that was signed; a session token is among it. */
  @Test
  void whatAStoreHasAgainstASignatureIsNotRepeated() throws Exception {
    String marker = "hunter2-marker";
    Answer mismatch =
        new Answer(
            403,
            "<Error><Code>SignatureDoesNotMatch</Code><Message>The signature of "
                + marker
                + " does not match</Message><CanonicalRequest>x-amz-security-token:"
                + marker
                + "</CanonicalRequest></Error>");
    Answer expired =
        new Answer(
            400, "<Error><Code>ExpiredToken</Code><Token-0>" + marker + "</Token-0></Error>");
    try (ScriptedStore server = new ScriptedStore(List.of(mismatch, expired));
        ObjectStore store = Stores.at(server.endpoint());
        Heard heard = Heard.everything()) {
      // When
      List<AlbumenException> refused =
          List.of(refusal(() -> store.read(REF, 10)), refusal(() -> store.read(REF, 10)));

      // Then
      assertThat(refused)
          .extracting(AlbumenException::line)
          .containsOnly("ACCESS_DENIED: the store refuses access to s3://photos/a.jpg");
      assertThat(heard.lines())
          .filteredOn(line -> line.startsWith("org.albumen"))
          .noneMatch(line -> line.contains(marker));
    }
  }

  @Test
  void aStoreThatStaysBusyIsUnavailable() throws Exception {
    try (ScriptedStore server = new ScriptedStore(Collections.nCopies(9, BUSY));
        ObjectStore store = Stores.at(server.endpoint())) {
      // When
      AlbumenException refused =
          refusal(() -> store.get(ObjectSource.of("photos", "a.jpg"), scratch.resolve("f"), 10));

      // Then
      assertThat(refused.line())
          .isEqualTo("STORE_UNAVAILABLE: the store answered 503 SlowDown for s3://photos/a.jpg");
      assertThat(server.requests()).hasSize(4);
    }
  }

  @Test
  void aConflictOfConditionalWritesIsTriedAgain() throws Exception {
    try (ScriptedStore server = new ScriptedStore(List.of(CONFLICT, CONFLICT, DONE));
        ObjectStore store = Stores.at(server.endpoint())) {
      // When
      PutOutcome outcome = store.putIfAbsent(REF, content());

      // Then
      assertThat(outcome).isEqualTo(PutOutcome.STORED);
      assertThat(server.requests()).hasSize(3).containsOnly("PUT /photos/a.jpg");
    }
  }

  @Test
  void aListingWhoseAnswerBreaksOffIsAskedForAgain() throws Exception {
    // Given
    String page =
        "<ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>a.jpg</Key>"
            + "<Size>1</Size><LastModified>2026-01-01T00:00:00Z</LastModified></Contents>"
            + "</ListBucketResult>";
    List<Answer> answers =
        List.of(new Answer(200, page.substring(0, page.length() / 2)), new Answer(200, page));
    try (ScriptedStore server = new ScriptedStore(answers);
        ObjectStore store = Stores.at(server.endpoint());
        // When
        Stream<ObjectHead> objects = store.list("photos", "")) {
      // Then
      assertThat(objects).extracting(object -> object.ref().key()).containsExactly("a.jpg");
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void aConflictThatTheOtherWriterWinsIsAResultThatIsThere() throws Exception {
    List<Answer> answers = List.of(CONFLICT, Answer.error(412, "PreconditionFailed"));
    try (ScriptedStore server = new ScriptedStore(answers);
        ObjectStore store = Stores.at(server.endpoint())) {
      assertThat(store.putIfAbsent(REF, content())).isEqualTo(PutOutcome.ALREADY_THERE);
    }
  }

  @Test
  void aConflictThatStaysIsGivenUp() throws Exception {
    try (ScriptedStore server = new ScriptedStore(Collections.nCopies(9, CONFLICT));
        ObjectStore store = Stores.at(server.endpoint())) {
      // Given
      Content content = content();

      // When
      AlbumenException refused = refusal(() -> store.putIfAbsent(REF, content));

      // Then
      assertThat(refused.code()).isEqualTo(FailureCode.STORE_UNAVAILABLE);
      assertThat(server.requests()).hasSize(4);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "400, InvalidRequest, STORE_REFUSED",
    "400, KeyTooLongError, STORE_REFUSED",
    "400, ExpiredToken, ACCESS_DENIED",
    "403, AccessDenied, ACCESS_DENIED",
    "403, RequestTimeTooSkewed, CLOCK_SKEWED",
    "301, PermanentRedirect, STORE_REFUSED",
    "405, MethodNotAllowed, STORE_REFUSED",
    "501, NotImplemented, STORE_REFUSED",
    "500, InternalError, STORE_UNAVAILABLE",
    "429, TooManyRequests, STORE_UNAVAILABLE",
    "404, NoSuchBucket, BUCKET_NOT_FOUND",
    "404, NoSuchKey, SOURCE_NOT_FOUND",
    "412, PreconditionFailed, SOURCE_CHANGED",
  })
  void everyAnswerHasItsCode(int status, String error, FailureCode code) throws Exception {
    List<Answer> answers = Collections.nCopies(9, Answer.error(status, error));
    try (ScriptedStore server = new ScriptedStore(answers);
        ObjectStore store = Stores.at(server.endpoint())) {
      // When
      AlbumenException refused =
          refusal(() -> store.get(ObjectSource.of("photos", "a.jpg"), scratch.resolve("f"), 10));

      // Then
      assertThat(refused.code()).isEqualTo(code);
      assertThat(refused.getMessage()).contains("photos").doesNotContain("software.amazon");
    }
  }

  @Test
  void aListingThatBreaksOffSaysSo() throws Exception {
    String page =
        "<ListBucketResult><IsTruncated>true</IsTruncated>"
            + "<NextContinuationToken>next</NextContinuationToken>"
            + "<Contents><Key>a.jpg</Key><Size>1</Size></Contents></ListBucketResult>";
    List<Answer> answers = List.of(new Answer(200, page), Answer.error(403, "AccessDenied"));
    try (ScriptedStore server = new ScriptedStore(answers);
        ObjectStore store = Stores.at(server.endpoint());
        Stream<ObjectHead> listed = store.list("photos", "")) {
      // When
      ListingFailedException broken =
          catchThrowableOfType(ListingFailedException.class, listed::count);

      // Then
      assertThat(broken.failure().code()).isEqualTo(FailureCode.ACCESS_DENIED);
    }
  }

  @Test
  void nobodyListeningIsUnavailable() throws Exception {
    // Given
    URI nobody = URI.create("http://127.0.0.1:" + closedPort());
    try (ObjectStore store = Stores.at(nobody)) {
      // When
      AlbumenException refused = refusal(() -> store.head(REF));

      // Then
      assertThat(refused.code()).isEqualTo(FailureCode.STORE_UNAVAILABLE);
      assertThat(refused.getMessage())
          .startsWith("the store does not answer for s3://photos/a.jpg");
      assertThat(refusal(store::ping).code()).isEqualTo(FailureCode.STORE_UNAVAILABLE);
    }
  }

  @Test
  void aStoreThatSaysNothingIsUnavailable() throws Exception {
    // Given: connections are taken by the system and never answered.
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        ObjectStore store =
            Stores.impatient(URI.create("http://127.0.0.1:" + silent.getLocalPort()))) {
      // When
      AlbumenException refused = refusal(store::ping);

      // Then
      assertThat(refused.code()).isEqualTo(FailureCode.STORE_UNAVAILABLE);
    }
  }

  private Content content() throws Exception {
    Path file = Files.writeString(scratch.resolve("content"), "bytes");
    return new Content(file, "image/png", Digest.ofFile(file), Map.of());
  }

  private static int closedPort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static AlbumenException refusal(ThrowingCallable call) {
    return catchThrowableOfType(AlbumenException.class, call);
  }
}
