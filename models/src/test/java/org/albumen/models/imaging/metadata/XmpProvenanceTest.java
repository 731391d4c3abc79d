package org.albumen.models.imaging.metadata;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.albumen.models.imaging.metadata.DigitalSourceType.ALGORITHMICALLY_ENHANCED;
import static org.albumen.models.imaging.metadata.DigitalSourceType.COMPOSITE_WITH_TRAINED_ALGORITHMIC_MEDIA;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import org.albumen.models.imaging.metadata.XmpProvenance.Change;
import org.albumen.models.imaging.metadata.XmpProvenance.Stamped;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XmpProvenanceTest {
  private static final Change CHANGE =
      new Change(
          COMPOSITE_WITH_TRAINED_ALGORITHMIC_MEDIA,
          "Albumen 0.1",
          "recipe photo@1; fingerprint abc <&>",
          640,
          480,
          1 << 20);
  private static final String URI = "http://cv.iptc.org/newscodes/digitalsourcetype/";
  private static final String SOURCE =
      """
      <?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
      <x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="a scanner">
       <r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
        <r:Description r:about="uuid:1" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
          xmlns:tiff="http://ns.adobe.com/tiff/1.0/" tiff:Orientation="6" tiff:ImageWidth="10"
          xmlns:mine="urn:mine" mine:box="7" xmp:CreatorTool="a scanner">
         <mine:who>Andr\u00e9 \u6f22 \ud83d\ude00</mine:who>
         <Iptc4xmpExt:DigitalSourceType xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">%s</Iptc4xmpExt:DigitalSourceType>
        </r:Description>
        <r:Description r:about="uuid:1" xmlns:e="http://ns.adobe.com/exif/1.0/">
         <e:PixelXDimension>10</e:PixelXDimension>
         <xmpMM:History xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"><r:Seq>
          <r:li xmlns:stEvt="http://ns.adobe.com/xap/1.0/sType/ResourceEvent#" stEvt:action="created"/>
         </r:Seq></xmpMM:History>
        </r:Description>
       </r:RDF>
      </x:xmpmeta>
      <?xpacket end="w"?>""";

  @Test
  void keepsEverythingElse() {
    // When
    Stamped stamped = stamp(SOURCE.formatted(URI + "negativeFilm").getBytes(UTF_8));

    // Then
    assertThat(stamped.fault()).isEmpty();
    assertThat(text(stamped))
        .contains("mine:box=\"7\"", "xmp:CreatorTool=\"a scanner\"", "x:xmptk=\"a scanner\"")
        .contains("Andr\u00e9 \u6f22 ", "stEvt:action=\"created\"")
        .contains(URI + "compositeWithTrainedAlgorithmicMedia<")
        .contains("<tiff:Orientation>1<", "<tiff:ImageWidth>640<", "<tiff:ImageLength>480<")
        .contains("<exif:PixelXDimension>640<", "<exif:PixelYDimension>480<")
        .contains("Albumen 0.1", "recipe photo@1; fingerprint abc &lt;&amp;&gt;")
        .doesNotContain("negativeFilm", "Orientation=\"6\"", ">10<", "\"10\"", "stEvt:when")
        .contains("about=\"uuid:1\"");
  }

  @Test
  void addsOneEntryEachTime() {
    // Given
    Stamped once = stamp(SOURCE.formatted("").getBytes(UTF_8));

    // When
    Stamped twice = stamp(once.packet().bytes());

    // Then: one list of three, in order
    assertThat(text(twice).split("stEvt:action", -1)).hasSize(2 + 2 * 2);
    assertThat(text(twice).split("<xmpMM:History", -1)).hasSize(2);
    assertThat(text(twice).split("DigitalSourceType>", -1)).hasSize(3);
    assertThat(text(twice).indexOf("\"created\"")).isLessThan(text(twice).indexOf(">edited<"));
  }

  @Test
  void givesTheSameBytesWhateverCameBefore() {
    // Given: another file that uses a prefix for something else
    byte[] source = SOURCE.formatted("").getBytes(UTF_8);
    Stamped first = stamp(source);
    stamp(SOURCE.replace("urn:mine", "urn:yours").formatted("").getBytes(UTF_8));

    // When
    Stamped second = stamp(source);

    // Then
    assertThat(second).isEqualTo(first);
  }

  @Test
  void neverWeakensWhatWasSaid() {
    // Given
    byte[] source = SOURCE.formatted(URI + "trainedAlgorithmicMedia").getBytes(UTF_8);
    Change enlarged = new Change(ALGORITHMICALLY_ENHANCED, "a", "b", 1, 1, 1 << 20);

    // When
    String generated = text(XmpProvenance.stamp(Optional.of(Block.of(source)), enlarged));
    String photographed = text(XmpProvenance.stamp(Optional.empty(), enlarged));

    // Then
    assertThat(generated).contains("digitalsourcetype/trainedAlgorithmicMedia<");
    assertThat(photographed).contains("digitalsourcetype/algorithmicallyEnhanced<");
  }

  @Test
  void readsOtherWritersPackets() {
    // Given: UTF-16, and zeros behind the end
    String plain = SOURCE.formatted("");
    byte[] wide = plain.replace("begin=\"\ufeff\"", "begin=\"\"").getBytes(UTF_16LE);
    byte[] marked = new byte[wide.length + 2];
    marked[0] = (byte) 0xff;
    marked[1] = (byte) 0xfe;
    System.arraycopy(wide, 0, marked, 2, wide.length);
    byte[] narrow = plain.getBytes(UTF_8);

    for (byte[] packet : new byte[][] {marked, Arrays.copyOf(narrow, narrow.length + 100)}) {
      // When
      Stamped stamped = stamp(packet);

      // Then
      assertThat(stamped.fault()).isEmpty();
      assertThat(text(stamped)).contains("Andr\u00e9 \u6f22 ");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\0",
        "no XML",
        "<x:xmpmeta xmlns:x='adobe:ns:meta/'>",
        "<html/>",
        "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><a>&e;</a>",
        "<rdf:RDF/>"
      })
  void replacesWhatIsBroken(String packet) {
    // When
    Stamped stamped = stamp(packet.getBytes(UTF_8));

    // Then
    assertThat(stamped.fault()).contains("is damaged or too large");
    assertThat(text(stamped)).contains(URI, "Albumen 0.1");
  }

  @Test
  void replacesWhatIsTooLargeOrTooDeep() {
    // Given
    String deep = "<a>".repeat(100_000) + "</a>".repeat(100_000);
    String large = SOURCE.formatted("x".repeat(5 << 20));
    Change narrow = new Change(ALGORITHMICALLY_ENHANCED, "a", "b", 1, 1, 2000);

    // When
    Stamped tooDeep = stamp(deep.getBytes(UTF_8));
    Stamped tooLarge = stamp(large.getBytes(UTF_8));
    Stamped tooLong =
        XmpProvenance.stamp(
            Optional.of(
                Block.of(
                    SOURCE.formatted("y".repeat(2000)).replace("Digital", "Our").getBytes(UTF_8))),
            narrow);

    // Then
    assertThat(tooDeep.fault()).isPresent();
    assertThat(tooLarge.fault()).isPresent();
    assertThat(tooLong.fault()).contains("is too long for the result's format");
    assertThat(tooLong.packet().length()).isLessThan(2000);
  }

  private static Stamped stamp(byte[] packet) {
    return XmpProvenance.stamp(Optional.of(Block.of(packet)), CHANGE);
  }

  private static String text(Stamped stamped) {
    return new String(stamped.packet().bytes(), UTF_8);
  }
}
