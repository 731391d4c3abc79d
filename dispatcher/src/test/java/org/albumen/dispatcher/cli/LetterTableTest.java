package org.albumen.dispatcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.albumen.common.deadletter.DeadLetter;
import org.albumen.common.failure.FailureCode;
import org.albumen.dispatcher.Letters;
import org.albumen.dispatcher.deadletter.Letter;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LetterTableTest {
  private static final String LONG_NAME = "a folder/" + "x".repeat(70);

  @ParameterizedTest
  @ValueSource(strings = {"80", "120"})
  void noLineIsWiderThanTheTerminalAndNothingIsLost(String columns) {
    // When
    List<String> lines = new LetterTable(columns).row(letter(LONG_NAME));
    // Then
    assertThat(lines).hasSizeGreaterThan(1).allMatch(l -> l.length() <= Integer.parseInt(columns));
    assertThat(String.join("", lines).replace(" ", ""))
        .isEqualTo(
            "0-17"
                + Letters.TIME
                + "IMAGE_DAMAGEDs3://archive/afolder/"
                + "x".repeat(70)
                + ".jpg:itisso");
  }

  @Test
  void whereThereIsNoTerminalALetterHasOneLine() {
    assertThat(new LetterTable(null).row(letter(LONG_NAME)))
        .singleElement()
        .asString()
        .endsWith(".jpg: it is so");
  }

  @Test
  void whatMovesTheCursorIsNotPrinted() {
    assertThat(new LetterTable(null).row(letter("x\u001b[2J\ny")))
        .singleElement()
        .asString()
        .contains("x?[2J?y");
  }

  private static Letter letter(String name) {
    ProducerRecord<byte[], byte[]> sent =
        Letters.buried("photo", Letters.job("b", name), FailureCode.IMAGE_DAMAGED, 3);
    ConsumerRecord<byte[], byte[]> read =
        new ConsumerRecord<>(
            sent.topic(),
            0,
            17,
            0,
            TimestampType.CREATE_TIME,
            0,
            0,
            sent.key(),
            sent.value(),
            sent.headers(),
            java.util.Optional.empty());
    return new Letter(read, DeadLetter.of(read), null);
  }
}
