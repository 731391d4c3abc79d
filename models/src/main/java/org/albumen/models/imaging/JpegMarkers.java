package org.albumen.models.imaging;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.metadata.IIOInvalidTreeException;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import org.albumen.models.imaging.Note.Kind;
import org.albumen.models.imaging.metadata.Block;
import org.albumen.models.imaging.metadata.Metadata;
import org.albumen.models.imaging.metadata.Resolution;
import org.albumen.models.imaging.metadata.Resolution.Unit;
import org.albumen.models.imaging.metadata.TextEntry;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * Metadata as JPEG's application segments (ITU-T T.871, EXIF 2.32, ICC.1 annex B.4, XMP part 3), in
 * the tree that the JDK's writer takes.
 */
final class JpegMarkers {
  /** XMP part 3, section 1.1.3: the longest packet that is one segment. */
  static final int MOST_XMP = 65_502;

  private static final String FORMAT = "javax_imageio_jpeg_image_1.0";
  private static final int APP1 = 0xe1;
  private static final int APP2 = 0xe2;
  private static final String XMP = "http://ns.adobe.com/xap/1.0/\0";

  /** Of name and content, as long as a segment with a packet may be. */
  private static final int LONGEST = MOST_XMP + XMP.length();

  private static final int LARGEST_DENSITY = 65_535;
  private static final String EXIF = "Exif\0\0";
  private static final String ICC = "ICC_PROFILE\0";
  private static final String COMMENT = "Comment";

  private final IIOMetadata metadata;
  private final List<Note> notes;
  private final List<Node> segments = new ArrayList<>();

  JpegMarkers(IIOMetadata metadata, List<Note> notes) {
    this.metadata = metadata;
    this.notes = notes;
  }

  /** Puts everything into the tree that has a place there. */
  void describe(Metadata said, boolean fullChroma) throws IOException {
    Element root = (Element) metadata.getAsTree(FORMAT);
    if (fullChroma) {
      keepChroma(root);
    }
    said.resolution().ifPresent(resolution -> density(root, resolution));
    said.exif().ifPresent(exif -> segment(APP1, EXIF, exif.bytes(), "the EXIF block"));
    said.xmp().ifPresent(xmp -> segment(APP1, XMP, xmp.bytes(), "the XMP packet"));
    if (said.profile().isPresent()) {
      profile(said.profile().get());
    }
    said.texts().forEach(this::comment);
    insert(root);
  }

  private void insert(Element root) throws IIOInvalidTreeException {
    Node sequence = root.getElementsByTagName("markerSequence").item(0);
    Node first = sequence.getFirstChild();
    segments.forEach(segment -> sequence.insertBefore(segment, first));
    metadata.setFromTree(FORMAT, root);
  }

  /** The writer halves the chroma unless each component says that it is sampled once. */
  private static void keepChroma(Element root) {
    NodeList components = root.getElementsByTagName("componentSpec");
    for (int i = 0; i < components.getLength(); i++) {
      Element component = (Element) components.item(i);
      component.setAttribute("HsamplingFactor", "1");
      component.setAttribute("VsamplingFactor", "1");
    }
  }

  private static void density(Element root, Resolution resolution) {
    Resolution known = resolution.unit() == Unit.METRE ? resolution.in(Unit.INCH) : resolution;
    boolean whole = known.x() == Math.rint(known.x()) && known.y() == Math.rint(known.y());
    double factor = known.unit() == Unit.NONE && !whole ? 1000 : 1;
    Element jfif = (Element) root.getElementsByTagName("app0JFIF").item(0);
    jfif.setAttribute(
        "resUnits",
        switch (known.unit()) {
          case INCH -> "1";
          case CENTIMETRE -> "2";
          default -> "0";
        });
    jfif.setAttribute("Xdensity", number(known.x() * factor));
    jfif.setAttribute("Ydensity", number(known.y() * factor));
  }

  private static String number(double value) {
    return Long.toString(Math.max(1, Math.min(LARGEST_DENSITY, Math.round(value))));
  }

  private void profile(Block profile) throws IOException {
    byte[] bytes = profile.bytes();
    int most = LONGEST - ICC.length() - 2;
    int parts = (bytes.length + most - 1) / most;
    if (parts > 255) {
      throw new IOException("the ICC profile is larger than JPEG can hold");
    }
    for (int part = 0; part < parts; part++) {
      int from = part * most;
      int length = Math.min(most, bytes.length - from);
      ByteBuffer data = ByteBuffer.allocate(2 + length);
      data.put((byte) (part + 1)).put((byte) parts).put(bytes, from, length);
      segment(APP2, ICC, data.array(), "the ICC profile");
    }
  }

  private void segment(int marker, String name, byte[] content, String what) {
    IIOMetadataNode node = new IIOMetadataNode("unknown");
    node.setAttribute("MarkerTag", Integer.toString(marker));
    add(node, name.getBytes(ISO_8859_1), content, what);
  }

  /** JPEG has one kind of text: the others say what they are. */
  private void comment(TextEntry entry) {
    String named = entry.keyword().equals(COMMENT) ? "" : entry.keyword() + ": ";
    byte[] text = (named + entry.text()).getBytes(UTF_8);
    add(new IIOMetadataNode("com"), new byte[0], text, "the text " + entry.keyword());
  }

  private void add(IIOMetadataNode node, byte[] name, byte[] content, String what) {
    if (name.length + content.length > LONGEST) {
      notes.add(new Note(Kind.METADATA_DROPPED, what + " is too long for JPEG and was left out"));
      return;
    }
    node.setUserObject(
        ByteBuffer.allocate(name.length + content.length).put(name).put(content).array());
    segments.add(node);
  }
}
