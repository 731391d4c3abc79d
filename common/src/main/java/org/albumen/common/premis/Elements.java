package org.albumen.common.premis;

import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Elements of PREMIS, one after the other. */
final class Elements {
  static final String PREMIS = "http://www.loc.gov/premis/v3";
  private static final String INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";
  private static final String LOCATION =
      PREMIS + " https://www.loc.gov/standards/premis/premis.xsd";

  private final XMLStreamWriter xml;

  Elements(XMLStreamWriter xml) {
    this.xml = xml;
  }

  /** What stands between the begin and the end of an element. */
  @FunctionalInterface
  interface Content {
    void write() throws XMLStreamException;
  }

  void document(Content content) throws XMLStreamException {
    xml.writeStartDocument("UTF-8", "1.0");
    xml.writeStartElement("premis", "premis", PREMIS);
    xml.writeNamespace("premis", PREMIS);
    xml.writeNamespace("xsi", INSTANCE);
    xml.writeAttribute("xsi", INSTANCE, "schemaLocation", LOCATION);
    xml.writeAttribute("version", "3.0");
    content.write();
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  void element(String name, Content content) throws XMLStreamException {
    xml.writeStartElement("premis", name, PREMIS);
    content.write();
    xml.writeEndElement();
  }

  /** An object that is a file. */
  void file(Content content) throws XMLStreamException {
    xml.writeStartElement("premis", "object", PREMIS);
    xml.writeAttribute("xsi", INSTANCE, "type", "premis:file");
    content.write();
    xml.writeEndElement();
  }

  void text(String name, String text) throws XMLStreamException {
    xml.writeStartElement("premis", name, PREMIS);
    xml.writeCharacters(printable(text));
    xml.writeEndElement();
  }

  /** A term of a vocabulary of the Library of Congress. */
  void term(String name, String vocabulary, String code, String term) throws XMLStreamException {
    String uri = "http://id.loc.gov/vocabulary/preservation/" + vocabulary;
    xml.writeStartElement("premis", name, PREMIS);
    xml.writeAttribute("authority", vocabulary);
    xml.writeAttribute("authorityURI", uri);
    xml.writeAttribute("valueURI", uri + "/" + code);
    xml.writeCharacters(term);
    xml.writeEndElement();
  }

  /** An identifier: {@code <kind>Type} and {@code <kind>Value} in {@code <kind>}. */
  void identifier(String kind, String type, String value) throws XMLStreamException {
    element(
        kind,
        () -> {
          text(kind + "Type", type);
          text(kind + "Value", value);
        });
  }

  /** XML 1.0 has no place for control characters, which keys may hold. */
  private static String printable(String text) {
    return text.replaceAll(
        "[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "\uFFFD");
  }
}
