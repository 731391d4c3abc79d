package org.albumen.models.imaging.metadata;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * An XMP packet's RDF (ISO 16684-1, section 7) as a tree. Read without document types, without
 * anything from outside and to a bounded size and depth; written without looking at any registry.
 */
final class XmpTree {
  private static final String RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
  private static final String META = "adobe:ns:meta/";
  private static final String START =
      "<?xpacket begin=\"\ufeff\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>";
  private static final String END = "<?xpacket end=\"w\"?>";
  private static final String EMPTY =
      "<x:xmpmeta xmlns:x=\"" + META + "\">\n<rdf:RDF xmlns:rdf=\"" + RDF + "\"/>\n</x:xmpmeta>";

  /** A tree takes some twenty times as much memory. */
  private static final int LARGEST = 4 << 20;

  private static final String DEEPEST = "100";

  private final Element rdf;

  private XmpTree(Element rdf) {
    this.rdf = rdf;
  }

  /** One that says nothing. */
  static XmpTree empty() {
    return parse(EMPTY.getBytes(UTF_8)).orElseThrow();
  }

  /** Empty when it is no XMP or larger than any. */
  static Optional<XmpTree> parse(byte[] packet) {
    int length = length(packet);
    if (length > LARGEST) {
      return Optional.empty();
    }
    try {
      Element root =
          parser().parse(new ByteArrayInputStream(packet, 0, length)).getDocumentElement();
      return Optional.ofNullable(isRdf(root, "RDF") ? root : child(root, "RDF")).map(XmpTree::new);
    } catch (SAXException | IOException e) {
      return Optional.empty();
    }
  }

  /** Without zeros behind the end, which some writers leave; UTF-16 has zeros elsewhere too. */
  private static int length(byte[] packet) {
    int length = packet.length;
    boolean narrow = length > 2 && packet[0] != 0 && packet[1] != 0 && packet[0] != (byte) 0xff;
    while (narrow && length > 0 && packet[length - 1] == 0) {
      length--;
    }
    return length;
  }

  private static DocumentBuilder parser() {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setAttribute("jdk.xml.maxElementDepth", DEEPEST);
      factory.setNamespaceAware(true);
      DocumentBuilder parser = factory.newDocumentBuilder();
      parser.setErrorHandler(null); // what is wrong is thrown, and not printed
      return parser;
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("the JDK's XML parser is gone", e);
    }
  }

  /** The packet with its wrapper, UTF-8. */
  byte[] packet() {
    try {
      TransformerFactory factory = TransformerFactory.newDefaultInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      Transformer writer = factory.newTransformer();
      writer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
      StringWriter text = new StringWriter();
      writer.transform(
          new DOMSource(rdf.getOwnerDocument().getDocumentElement()), new StreamResult(text));
      return (START + '\n' + text + '\n' + END).getBytes(UTF_8);
    } catch (TransformerException e) {
      throw new IllegalStateException("the JDK cannot write XML", e);
    }
  }

  /** Takes a property away, in either of its forms; answers the text that it had. */
  Optional<String> remove(String namespace, String name) {
    Optional<String> value = Optional.empty();
    for (Element description : descriptions()) {
      if (description.hasAttributeNS(namespace, name)) {
        value = Optional.of(description.getAttributeNS(namespace, name));
        description.removeAttributeNS(namespace, name);
      }
      for (Element property : children(description)) {
        if (is(property, namespace, name)) {
          String resource = property.getAttributeNS(RDF, "resource");
          value = Optional.of(resource.isEmpty() ? property.getTextContent() : resource);
          description.removeChild(property);
        }
      }
      if (value.isPresent() && saysNothing(description)) {
        rdf.removeChild(description);
      }
    }
    return value;
  }

  private static boolean saysNothing(Element description) {
    NamedNodeMap attributes = description.getAttributes();
    boolean nothing = children(description).isEmpty();
    for (int i = 0; i < attributes.getLength(); i++) {
      String namespace = attributes.item(i).getNamespaceURI();
      nothing &= RDF.equals(namespace) || XMLConstants.XMLNS_ATTRIBUTE_NS_URI.equals(namespace);
    }
    return nothing;
  }

  /** What the descriptions are of; empty for the file that they are in. */
  String about() {
    return descriptions().stream()
        .map(description -> description.getAttributeNS(RDF, "about"))
        .filter(about -> !about.isEmpty())
        .findFirst()
        .orElse("");
  }

  /** A further description. */
  Element description(String about) {
    Element own = append(rdf, RDF, "rdf:Description");
    own.setAttributeNS(RDF, "rdf:about", about);
    return own;
  }

  /** Names a namespace once for all that an element has below it. */
  void declare(Element element, String prefix, String namespace) {
    element.setAttributeNS(XMLConstants.XMLNS_ATTRIBUTE_NS_URI, "xmlns:" + prefix, namespace);
  }

  /** A simple property at the end of a description or structure. */
  void text(Element parent, String namespace, String name, String text) {
    append(parent, namespace, name).setTextContent(text);
  }

  /** The list that a property is, made anew within the parent if there is none. */
  Element sequence(String namespace, String name, Element parent) {
    String local = name.substring(name.indexOf(':') + 1);
    for (Element description : descriptions()) {
      for (Element property : children(description)) {
        Element list = is(property, namespace, local) ? child(property, "Seq") : null;
        if (list != null) {
          return list;
        }
      }
    }
    remove(namespace, local);
    return append(append(parent, namespace, name), RDF, "rdf:Seq");
  }

  /** A structure at the end of a list. */
  Element item(Element list) {
    Element item = append(list, RDF, "rdf:li");
    item.setAttributeNS(RDF, "rdf:parseType", "Resource");
    return item;
  }

  private static Element append(Element parent, String namespace, String name) {
    Element child = parent.getOwnerDocument().createElementNS(namespace, name);
    parent.appendChild(child);
    return child;
  }

  private List<Element> descriptions() {
    return children(rdf).stream().filter(child -> isRdf(child, "Description")).toList();
  }

  private static @Nullable Element child(Element parent, String rdfName) {
    return children(parent).stream()
        .filter(child -> isRdf(child, rdfName))
        .findFirst()
        .orElse(null);
  }

  private static List<Element> children(Element parent) {
    List<Element> children = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        children.add(element);
      }
    }
    return children;
  }

  private static boolean isRdf(Element element, String name) {
    return is(element, RDF, name);
  }

  private static boolean is(Element element, String namespace, String name) {
    return namespace.equals(element.getNamespaceURI()) && name.equals(element.getLocalName());
  }
}
