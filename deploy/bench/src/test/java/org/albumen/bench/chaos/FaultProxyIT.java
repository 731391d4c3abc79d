package org.albumen.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.albumen.common.config.ConfigLoader;
import org.albumen.common.config.S3Clients;
import org.albumen.common.digest.Digest;
import org.albumen.common.job.ObjectRef;
import org.albumen.common.store.ObjectStore;
import org.albumen.common.store.ObjectStore.Content;
import org.albumen.common.store.ObjectStore.PutOutcome;
import org.albumen.embedded.EmbeddedS3;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** The store that workers use, through the proxy, to a real store: signatures must hold. */
@Timeout(120)
class FaultProxyIT {
  private static final ObjectRef REF = new ObjectRef("results", "rolls/a b.png");

  @TempDir private Path folder;

  @Test
  void aConditionalWriteWhoseAnswerIsLostIsMetByItsOwnRetry() throws Exception {
    assertThat(written(List.of(Fault.ANSWER_LOST, Fault.NONE))).isEqualTo(PutOutcome.ALREADY_THERE);
  }

  @Test
  void aConditionalWriteThatIsRefusedOrResetIsTriedAgain() throws Exception {
    assertThat(written(List.of(Fault.REFUSED, Fault.RESET, Fault.NONE)))
        .isEqualTo(PutOutcome.STORED);
  }

  private PutOutcome written(List<Fault> faults) throws Exception {
    // Given
    Path results = Files.createDirectories(folder.resolve("results"));
    Path file = Files.writeString(folder.resolve("file"), "a photograph");
    Queue<Fault> plan = new ArrayDeque<>(faults);
    try (EmbeddedS3 s3 = EmbeddedS3.start(Map.of("results", results), Set.of());
        FaultProxy proxy = new FaultProxy(s3.endpoint(), plan::remove);
        FaultProxy.Door door = proxy.open();
        ObjectStore store = store(s3, door)) {
      // When
      PutOutcome outcome =
          store.putIfAbsent(REF, new Content(file, "image/png", Digest.ofFile(file), Map.of()));
      // Then
      assertThat(plan).isEmpty();
      assertThat(results.resolve("rolls/a b.png")).hasContent("a photograph");
      return outcome;
    }
  }

  private static ObjectStore store(EmbeddedS3 s3, FaultProxy.Door door) throws Exception {
    Map<String, String> settings =
        Map.of("albumen.s3.endpoint", door.endpoint().toString(), "albumen.s3.path-style", "true");
    return S3Clients.store(
        ConfigLoader.load(null, settings).s3(),
        StaticCredentialsProvider.create(
            AwsBasicCredentials.create(s3.accessKey(), s3.secretKey())));
  }
}
