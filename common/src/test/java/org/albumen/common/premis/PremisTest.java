package org.albumen.common.premis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.namespace.NamespaceContext;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.albumen.common.codec.Examples;
import org.albumen.common.codec.Json;
import org.albumen.common.sidecar.Sidecar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class PremisTest {
  private static final Sidecar PHOTOGRAPH = Examples.sidecars().get(0);
  private static final Sidecar SEED = Examples.sidecars().get(1);

  @Test
  void bothFilesAreDescribedWithFixitySizeAndFormat() throws Exception {
    // When
    Document premis = parse(Premis.of(PHOTOGRAPH));

    // Then
    assertThat(text(premis, "/premis/@version")).isEqualTo("3.0");
    assertThat(text(premis, "count(/premis/object[@xsi:type='premis:file'])")).isEqualTo("2");
    assertThat(text(premis, "/premis/object[1]/objectIdentifier/objectIdentifierValue"))
        .isEqualTo("s3://out/r.png");
    assertThat(text(premis, "/premis/object[1]//messageDigestAlgorithm")).isEqualTo("SHA-256");
    assertThat(text(premis, "/premis/object[1]//messageDigest")).isEqualTo(Examples.SHA256);
    assertThat(text(premis, "/premis/object[1]//size")).isEqualTo("99");
    assertThat(text(premis, "/premis/object[1]//formatRegistryKey")).isEqualTo("fmt/13");
    assertThat(text(premis, "/premis/object[2]/objectIdentifier/objectIdentifierValue"))
        .isEqualTo("s3://in/box 1/scan é.tif");
    assertThat(text(premis, "/premis/object[2]//size")).isEqualTo("12");
    assertThat(text(premis, "/premis/object[2]//formatRegistryKey")).isEqualTo("fmt/353");
    assertThat(text(premis, "/premis/object[2]//formatNote")).startsWith("FIRST_PAGE_ONLY: ");
    assertThat(text(premis, "/premis/object[2]/originalName")).isEqualTo("box 1/scan é.tif");
  }

  @Test
  void theResultIsDerivedFromTheSourceByAnEventOfAgents() throws Exception {
    // When
    Document premis = parse(Premis.of(PHOTOGRAPH));

    // Then
    String event = "urn:albumen:event:" + Examples.SHA256;
    assertThat(text(premis, "//relationshipType")).isEqualTo("derivation");
    assertThat(text(premis, "//relationshipSubType")).isEqualTo("has source");
    assertThat(text(premis, "//relatedObjectIdentifierValue"))
        .isEqualTo(text(premis, "/premis/object[2]/objectIdentifier/objectIdentifierValue"));
    assertThat(text(premis, "//relatedEventIdentifierValue")).isEqualTo(event);
    assertThat(text(premis, "/premis/event/eventIdentifier/eventIdentifierValue")).isEqualTo(event);
    assertThat(text(premis, "/premis/event/eventType")).isEqualTo("modification");
    assertThat(text(premis, "/premis/event/eventDateTime")).isEqualTo("2026-01-31T12:00:00Z");
    assertThat(text(premis, "/premis/event//eventDetail"))
        .contains("r@1")
        .contains(Examples.SHA256);
    assertThat(text(premis, "/premis/event//eventOutcome")).isEqualTo("needs_review");
    List<String> agents = texts(premis, "/premis/agent/agentIdentifier/agentIdentifierValue");
    assertThat(agents)
        .containsExactly("Albumen 0.1.0", "realesrgan-x2plus@" + Examples.SHA256)
        .isEqualTo(texts(premis, "/premis/event//linkingAgentIdentifierValue"));
    assertThat(texts(premis, "/premis/agent[2]/agentNote"))
        .containsExactly("weights SHA-256 " + Examples.SHA256, "licence BSD-3-Clause");
  }

  @Test
  void anImageOfASeedIsCreated() throws Exception {
    // When
    Document premis = parse(Premis.of(SEED));

    // Then
    assertThat(text(premis, "count(/premis/object)")).isEqualTo("1");
    assertThat(text(premis, "count(//relationship)")).isEqualTo("0");
    assertThat(text(premis, "//eventType")).isEqualTo("creation");
    assertThat(text(premis, "//eventDetail")).contains("seed0007");
    assertThat(text(premis, "//eventOutcome")).isEqualTo("succeeded");
  }

  @Test
  void whatXmlCannotHoldIsReplaced() throws Exception {
    // Given
    String json = new String(Json.write(PHOTOGRAPH), UTF_8);
    Sidecar odd =
        Json.readLenient(
            json.replace("scan é", "a\\u0001<&>\\ud83d\\ude00").getBytes(UTF_8), Sidecar.class);

    // When
    Document premis = parse(Premis.of(odd));

    // Then
    assertThat(text(premis, "//originalName")).isEqualTo("box 1/a\uFFFD<&>\uD83D\uDE00.tif");
  }

  /** The Library of Congress's own schema, which is not part of this repository. */
  @Test
  @EnabledIfSystemProperty(named = "albumen.premis.schema", matches = ".+")
  void theDocumentsAreValid() throws Exception {
    // Given
    Schema schema =
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
            .newSchema(Path.of(System.getProperty("albumen.premis.schema")).toFile());

    for (Sidecar sidecar : Examples.sidecars()) {
      // When / Then: an invalid document is an exception that says why
      schema
          .newValidator()
          .validate(new StreamSource(new ByteArrayInputStream(Premis.of(sidecar))));
    }
  }

  private static Document parse(byte[] xml) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
    factory.setNamespaceAware(true);
    return factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml));
  }

  private static String text(Document document, String path) throws Exception {
    return xpath().evaluate(prefixed(path), document);
  }

  private static List<String> texts(Document document, String path) throws Exception {
    NodeList nodes = (NodeList) xpath().evaluate(prefixed(path), document, XPathConstants.NODESET);
    return IntStream.range(0, nodes.getLength())
        .mapToObj(i -> nodes.item(i).getTextContent())
        .toList();
  }

  /** Every step's name in PREMIS' namespace. */
  private static String prefixed(String path) {
    return path.replaceAll("/(?=[a-z])", "/p:");
  }

  private static XPath xpath() {
    XPath xpath = XPathFactory.newDefaultInstance().newXPath();
    xpath.setNamespaceContext(new Namespaces());
    return xpath;
  }

  /** The two namespaces of a document. */
  private static final class Namespaces implements NamespaceContext {
    private static final Map<String, String> URIS =
        Map.of("p", Elements.PREMIS, "xsi", XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI);

    @Override
    public String getNamespaceURI(String prefix) {
      return URIS.getOrDefault(prefix, XMLConstants.NULL_NS_URI);
    }

    @Override
    public String getPrefix(String uri) {
      throw new UnsupportedOperationException(uri);
    }

    @Override
    public Iterator<String> getPrefixes(String uri) {
      throw new UnsupportedOperationException(uri);
    }
  }
}
