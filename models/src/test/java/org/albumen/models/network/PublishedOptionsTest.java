package org.albumen.models.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublishedOptionsTest {
  private record Part(int depth, double rate) {}

  private record Parts(
      int size,
      int width,
      int depth,
      double rate,
      boolean half,
      String kind,
      List<Long> taps,
      Part part) {}

  @Test
  void whatIsLeftOutOrNullIsAsPublished() {
    assertThat(read("{'size':8,'width':null}"))
        .isEqualTo(new Parts(8, 64, 2, 0.5, false, "skip", List.of(1L, 3L), new Part(2, 1)));
  }

  @Test
  void everyOptionIsTaken() {
    assertThat(
            read(
                "{'size':16,'width':3,'depth':0,'rate':1e-3,'half':true,'kind':'ORIG','taps':[],"
                    + "'part':{'depth':7,'rate':2},'seed':[1],'beta':{}}"))
        .isEqualTo(new Parts(16, 3, 0, 0.001, true, "orig", List.of(), new Part(7, 2)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                             | Net needs the option size
          {'size':null}                  | Net needs the option size
          []                             | Net's options are a JSON object, not []
          {'size':'8'}                   | Net's option size is a power of two from 4 to 16, not "8"
          {'size':12}                    | Net's option size is a power of two from 4 to 16, not 12
          {'size':32}                    | Net's option size is a power of two from 4 to 16, not 32
          {'size':8,'width':0}           | Net's option width is a whole number from 1 on, not 0
          {'size':8,'width':6.5}         | Net's option width is a whole number from 1 on, not 6.5
          {'size':8,'width':3000000000}  | Net's option width is a whole number from 1 on, not 3000000000
          {'size':8,'depth':10}          | Net's option depth is a whole number from 0 to 9, not 10
          {'size':8,'rate':0}            | Net's option rate is a number above 0, not 0
          {'size':8,'rate':1e999}        | Net's option rate is a number above 0, not "Infinity"
          {'size':8,'half':1}            | Net's option half is true or false, not 1
          {'size':8,'kind':'deep'}       | Net's option kind is skip or orig, not "deep"
          {'size':8,'taps':[1,2.5]}      | Net's option taps is a list of whole numbers, not [1,2.5]
          {'size':8,'taps':7}            | Net's option taps is a list of whole numbers, not 7
          {'size':8,'part':3}            | Net's option part is a JSON object, not 3
          {'size':8,'part':{'rate':-1}}  | Net's option part.rate is a number above 0, not -1
          {'size':8,'part':{'beta':1}}   | Net has no option part.beta; it has depth, rate
          {'size':8,'out_size':8}        | Net has no option out_size; it has depth, half, kind, part, rate, size, taps, width
          {'size':8,'width':13}          | Net: thirteen is too many
          """)
  void whatCannotBeIsRefusedInOneLine(String json, String message) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .isEqualTo(message);
  }

  @Test
  void aLongValueIsShownInPart() {
    assertThatThrownBy(() -> read("{'size':8,'half':'" + "x".repeat(1000) + "'}"))
        .hasMessageStartingWith("Net's option half is true or false, not \"xxx")
        .message()
        .hasSizeLessThan(100);
  }

  private static Parts read(String json) {
    try {
      return PublishedOptions.read(
          "Net",
          new JsonMapper().readTree(json.replace('\'', '"')),
          Set.of("seed", "beta"),
          PublishedOptionsTest::parts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Parts parts(PublishedOptions options) {
    Parts parts =
        new Parts(
            options.powerOfTwo("size", 4, 16),
            options.count("width", 64),
            options.integer("depth", 2, 0, 9),
            options.positive("rate", 0.5),
            options.flag("half", false),
            options.choice("kind", "skip", "orig"),
            options.integers("taps", List.of(1L, 3L)),
            options.inner(
                "part",
                Set.of(),
                inner -> new Part(inner.count("depth", 2), inner.positive("rate", 1))));
    if (parts.width() == 13) {
      throw new IllegalArgumentException("thirteen is too many");
    }
    return parts;
  }
}
