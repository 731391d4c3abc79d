package org.albumen.common.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.albumen.common.batch.BatchEvent;
import org.albumen.common.codec.CloudEventCodec;
import org.albumen.common.codec.Examples;
import org.albumen.common.control.CancelBatch;
import org.albumen.common.control.ForgetBatch;
import org.albumen.common.deadletter.DeadLetterHeaders;
import org.albumen.common.deadletter.Resolution;
import org.albumen.common.event.JobEvent;
import org.albumen.common.job.Lane;
import org.albumen.common.submission.SubmissionPage;
import org.albumen.common.topic.Topics;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AsyncApiTest {
  private static JsonNode document;

  @BeforeAll
  static void read() throws IOException {
    try (InputStream in = AsyncApiTest.class.getResourceAsStream("/schema/albumen.asyncapi.yaml")) {
      assertThat(in).isNotNull();
      document = new YAMLMapper().readTree(in);
    }
  }

  @Test
  void theChannelsAreTheTopics() {
    assertThat(document.at("/channels").findValuesAsText("address"))
        .containsExactlyInAnyOrder(
            Topics.jobs("photo").replace("photo", "{pool}"),
            Topics.jobs("photo", Lane.INTERACTIVE).replace("photo", "{pool}"),
            Topics.SUBMISSIONS,
            Topics.BATCHES,
            Topics.CONTROL,
            Topics.EVENTS,
            Topics.DEAD_LETTERS,
            Topics.DEAD_LETTERS_AUDIT);
    assertThat(document.at("/asyncapi").asText()).isEqualTo("3.0.0");
  }

  @Test
  void theMessagesAreThoseOfTheCode() {
    // Given
    Stream<String> written =
        Stream.of(
                // A job, and the same as a dead letter.
                Stream.of(CloudEventCodec.JOB_TYPE, CloudEventCodec.JOB_TYPE, Resolution.TYPE),
                Stream.of(SubmissionPage.REQUESTED, SubmissionPage.CONTINUED),
                Stream.of(CancelBatch.TYPE, ForgetBatch.TYPE),
                Examples.batchEvents().stream().map(BatchEvent::type),
                Examples.events().stream().map(JobEvent::type).distinct())
            .flatMap(types -> types);

    // When
    List<String> described = document.at("/components/messages").findValuesAsText("name");

    // Then
    assertThat(described).containsExactlyInAnyOrderElementsOf(written.toList());
  }

  @Test
  void everyHeaderThatIsWrittenIsDescribed() {
    // Given
    JsonNode headers = document.at("/components/schemas/cloudEvent");
    List<String> required = new ArrayList<>();
    headers.get("required").forEach(name -> required.add(name.asText()));
    List<String> described = new ArrayList<>();
    headers.get("properties").fieldNames().forEachRemaining(described::add);

    // When
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    records.add(CloudEventCodec.job("t", Examples.job(), "00-1-2-01"));
    records.add(Examples.resolution().toRecord());
    records.add(Examples.cancelBatch().toRecord());
    records.add(Examples.forgetBatch().toRecord());
    Examples.pages().forEach(page -> records.add(page.toRecord()));
    Examples.batchEvents().forEach(event -> records.add(event.toRecord(Examples.TIME)));
    Examples.events().forEach(e -> records.add(CloudEventCodec.event("t", e, Examples.TIME, null)));

    // Then
    for (ProducerRecord<byte[], byte[]> record : records) {
      List<String> written = Stream.of(record.headers().toArray()).map(Header::key).toList();
      assertThat(described).containsAll(written);
      assertThat(written).containsAll(required);
    }
  }

  @Test
  void everyHeaderOfADeadLetterAndOfAReplayIsDescribed() {
    assertThat(names("/components/schemas/deadLetter/properties"))
        .containsExactlyInAnyOrderElementsOf(DeadLetterHeaders.ALL);
    assertThat(names("/components/schemas/replay/properties"))
        .containsExactlyInAnyOrder(
            DeadLetterHeaders.HISTORY, DeadLetterHeaders.REPLAYS, DeadLetterHeaders.REPLAY_OF);
  }

  private static List<String> names(String pointer) {
    List<String> names = new ArrayList<>();
    document.at(pointer).fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void everyReferenceLeadsSomewhere() throws Exception {
    // Given
    List<String> references = document.findValuesAsText("$ref");

    // When
    List<String> lost = new ArrayList<>();
    for (String reference : references) {
      String[] parts = reference.split("#", 2);
      JsonNode file = parts[0].isEmpty() ? document : SchemaTest.file(parts[0]);
      if (parts.length == 2 && file.at(parts[1]).isMissingNode()) {
        lost.add(reference);
      }
    }

    // Then
    assertThat(references).hasSizeGreaterThan(15);
    assertThat(lost).isEmpty();
  }

  @Test
  void thePayloadOfAnEventIsTheOneOfItsName() {
    for (Map.Entry<String, JsonNode> message : document.at("/components/messages").properties()) {
      String payload = message.getValue().at("/payload/schema/$ref").asText();
      assertThat(payload)
          .isEqualTo(
              switch (message.getKey()) {
                case "requested", "deadLetter" -> "job.v1.json";
                case "resolved" -> "resolution.v1.json";
                case "submissionRequested", "submissionContinued" -> "submission.v1.json";
                case "cancelBatch", "forgetBatch" -> "control.v1.json";
                case "rowRejected" -> "batch.v1.json#/$defs/rowRejected";
                case "batchStarted" -> "batch.v1.json#/$defs/started";
                case "batchExpanded" -> "batch.v1.json#/$defs/expanded";
                case "batchRejected" -> "batch.v1.json#/$defs/rejected";
                case "batchCancelled" -> "batch.v1.json#/$defs/cancelled";
                case "batchCompleted" -> "batch.v1.json#/$defs/completed";
                default -> "event.v1.json#/$defs/" + message.getKey();
              });
    }
  }
}
