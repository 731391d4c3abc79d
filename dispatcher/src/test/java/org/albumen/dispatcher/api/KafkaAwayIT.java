package org.albumen.dispatcher.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.config.S3Clients;
import org.albumen.common.recipe.RecipeBook;
import org.albumen.common.store.Links;
import org.albumen.common.store.ObjectStore;
import org.albumen.dispatcher.Services;
import org.albumen.dispatcher.api.ApiClient.Answer;
import org.albumen.dispatcher.submission.Estimator.Estimate;
import org.albumen.dispatcher.view.BatchState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaAwayIT {
  private static final String REQUEST =
      "{\"selection\":{\"kind\":\"prefix\",\"bucket\":\"archive\"},\"recipe\":\"photo@1\","
          + "\"target\":{\"bucket\":\"results\"}}";

  @TempDir private Path folder;

  @Test
  void whileKafkaIsAwayNothingIsAccepted() throws Exception {
    // Given
    FakeBatches batches = new FakeBatches();
    batches.put(Views.batch("b-1", BatchState.RUNNING, 1));
    try (Services services = Services.start(folder)) {
      services.createTopics("photo");
      Files.writeString(services.archive().resolve("a.jpg"), "a");
      Map<String, String> settings = new HashMap<>(services.settings());
      settings.put("dispatcher.http-port", "0");
      settings.put("kafka.connect-timeout", "5s");
      AlbumenConfig config = Services.config(settings);
      try (ObjectStore store = S3Clients.store(config.s3());
          Links links = S3Clients.links(config.s3());
          ApiServer server = ApiServer.start(config, parts(batches, store, links))) {
        ApiClient client = new ApiClient(server.address());
        assertThat(client.post("/batches", REQUEST).status()).isEqualTo(202);

        // When
        services.stopBroker();
        Answer submitted = client.post("/batches", REQUEST);
        Answer cancelled = client.post("/batches/b-1/cancel", "");
        Answer letters = client.get("/dead-letters");

        // Then
        for (Answer answer : List.of(submitted, cancelled, letters)) {
          assertThat(answer.status()).as(answer.text()).isEqualTo(503);
          assertThat(answer.code()).isEqualTo("KAFKA_UNAVAILABLE");
          assertThat(answer.header("Retry-After")).isNotEmpty();
        }
        assertThat(client.get("/batches/b-1").status()).isEqualTo(200);
        assertThat(client.get("/health/live").status()).isEqualTo(200);
      }
    }
  }

  private static ApiParts parts(FakeBatches batches, ObjectStore store, Links links) {
    return new ApiParts(
        batches,
        List::of,
        submission -> new Estimate(1, 1, 0, 0, true),
        recipe -> Optional.empty(),
        store,
        links,
        RecipeBook.builtIn(),
        () -> "");
  }
}
