package org.albumen.common.premis;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import org.albumen.common.event.NetworkUse;
import org.albumen.common.event.PhotoOutcome;
import org.albumen.common.event.ResultImage;
import org.albumen.common.job.ObjectSource;
import org.albumen.common.sidecar.Sidecar;
import org.albumen.common.sidecar.SourceImage;
import org.jspecify.annotations.Nullable;

/**
 * A sidecar in the words of the PREMIS Data Dictionary 3.0: the two files, the event that made the
 * one of the other, and the software and networks that took part. Stateless.
 */
public final class Premis {
  /** Of the document. */
  public static final String MEDIA_TYPE = "application/xml";

  private static final String URI = "URI";
  private static final String SHA256 = "SHA-256";
  private static final String SUCCEEDED = "succeeded";

  private final Sidecar sidecar;
  private final Elements xml;

  private Premis(Sidecar sidecar, Elements xml) {
    this.sidecar = sidecar;
    this.xml = xml;
  }

  /**
   * The PREMIS document of a result, in UTF-8.
   *
   * @param sidecar of a photograph or a seed
   */
  public static byte[] of(Sidecar sidecar) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      var writer = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, "UTF-8");
      new Premis(sidecar, new Elements(writer)).write();
      writer.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("writing to memory does not fail", e);
    }
    return out.toByteArray();
  }

  private void write() throws XMLStreamException {
    xml.document(
        () -> {
          xml.file(this::result);
          if (sidecar.source() instanceof ObjectSource photograph) {
            xml.file(() -> source(photograph));
          }
          xml.element("event", this::event);
          xml.element("agent", this::software);
          for (NetworkUse network : sidecar.networks()) {
            xml.element("agent", () -> agent(network));
          }
        });
  }

  private void result() throws XMLStreamException {
    ResultImage result = sidecar.result();
    xml.identifier("objectIdentifier", URI, uri(result.bucket(), result.key()));
    characteristics(
        result.sha256(), result.size(), PronomFormat.ofResult(result.mediaType()), List.of());
    if (sidecar.source() instanceof ObjectSource photograph) {
      xml.element(
          "relationship",
          () -> {
            xml.term("relationshipType", "relationshipType", "der", "derivation");
            xml.term("relationshipSubType", "relationshipSubType", "hss", "has source");
            xml.identifier(
                "relatedObjectIdentifier", URI, uri(photograph.bucket(), photograph.key()));
            xml.identifier("relatedEventIdentifier", URI, eventId());
          });
    }
    xml.identifier("linkingEventIdentifier", URI, eventId());
  }

  private void source(ObjectSource photograph) throws XMLStreamException {
    SourceImage image = sidecar.sourceImage();
    xml.identifier("objectIdentifier", URI, uri(photograph.bucket(), photograph.key()));
    characteristics(
        requireNonNull(sidecar.sourceSha256(), "sourceSha256"),
        photograph.size(),
        PronomFormat.ofSource(image == null ? null : image.format()),
        image == null ? List.of() : image.notes());
    xml.text("originalName", photograph.key());
    xml.identifier("linkingEventIdentifier", URI, eventId());
  }

  private void characteristics(
      String sha256, @Nullable Long size, PronomFormat format, List<SourceImage.Note> notes)
      throws XMLStreamException {
    xml.element(
        "objectCharacteristics",
        () -> {
          xml.text("compositionLevel", "0");
          xml.element(
              "fixity",
              () -> {
                xml.term("messageDigestAlgorithm", "cryptographicHashFunctions", "sha256", SHA256);
                xml.text("messageDigest", sha256);
                xml.text("messageDigestOriginator", sidecar.software());
              });
          if (size != null) {
            xml.text("size", Long.toString(size));
          }
          xml.element("format", () -> format(format, notes));
        });
  }

  private void format(PronomFormat format, List<SourceImage.Note> notes) throws XMLStreamException {
    xml.element("formatDesignation", () -> xml.text("formatName", format.mediaType()));
    String pronom = format.pronom();
    if (pronom != null) {
      xml.element(
          "formatRegistry",
          () -> {
            xml.text("formatRegistryName", "PRONOM");
            xml.text("formatRegistryKey", pronom);
          });
    }
    for (SourceImage.Note note : notes) {
      xml.text("formatNote", note.kind() + ": " + note.text());
    }
  }

  private void event() throws XMLStreamException {
    boolean drawn = !(sidecar.source() instanceof ObjectSource);
    xml.identifier("eventIdentifier", URI, eventId());
    xml.term("eventType", "eventType", drawn ? "cre" : "mod", drawn ? "creation" : "modification");
    xml.text("eventDateTime", sidecar.createdAt().toString());
    xml.element("eventDetailInformation", () -> xml.text("eventDetail", detail()));
    xml.element(
        "eventOutcomeInformation",
        () -> {
          PhotoOutcome outcome = sidecar.photograph();
          xml.text("eventOutcome", outcome == null ? SUCCEEDED : outcome.word());
        });
    linkedAgent(sidecar.software(), "executing program", "exe");
    for (NetworkUse network : sidecar.networks()) {
      linkedAgent(agentId(network), "implementer", "imp");
    }
    if (sidecar.source() instanceof ObjectSource photograph) {
      linkedObject(uri(photograph.bucket(), photograph.key()), "sou", "source");
    }
    linkedObject(uri(sidecar.result().bucket(), sidecar.result().key()), "out", "outcome");
  }

  private String detail() {
    String seed =
        sidecar.source() instanceof ObjectSource ? "" : ", " + sidecar.source().ref().name();
    return "recipe "
        + sidecar.recipe().reference()
        + seed
        + ", fingerprint "
        + sidecar.fingerprint()
        + ", pipeline "
        + sidecar.pipelineVersion();
  }

  private void linkedAgent(String id, String role, String code) throws XMLStreamException {
    xml.element(
        "linkingAgentIdentifier",
        () -> {
          xml.text("linkingAgentIdentifierType", "local");
          xml.text("linkingAgentIdentifierValue", id);
          xml.term("linkingAgentRole", "eventRelatedAgentRole", code, role);
        });
  }

  private void linkedObject(String id, String code, String role) throws XMLStreamException {
    xml.element(
        "linkingObjectIdentifier",
        () -> {
          xml.text("linkingObjectIdentifierType", URI);
          xml.text("linkingObjectIdentifierValue", id);
          xml.term("linkingObjectRole", "eventRelatedObjectRole", code, role);
        });
  }

  private void software() throws XMLStreamException {
    xml.identifier("agentIdentifier", "local", sidecar.software());
    xml.text("agentName", sidecar.software());
    xml.term("agentType", "agentType", "sof", "software");
    xml.text("agentNote", "worker " + sidecar.worker());
  }

  private void agent(NetworkUse network) throws XMLStreamException {
    xml.identifier("agentIdentifier", "local", agentId(network));
    xml.text("agentName", network.name());
    xml.term("agentType", "agentType", "sof", "software");
    xml.text("agentNote", "weights " + SHA256 + " " + network.sha256());
    xml.text("agentNote", "licence " + network.licence());
  }

  private static String agentId(NetworkUse network) {
    return network.name() + "@" + network.sha256();
  }

  private String eventId() {
    return "urn:albumen:event:" + sidecar.fingerprint();
  }

  private static String uri(String bucket, String key) {
    return "s3://" + bucket + "/" + key;
  }
}
