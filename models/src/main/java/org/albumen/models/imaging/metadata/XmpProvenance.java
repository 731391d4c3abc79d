package org.albumen.models.imaging.metadata;

import java.util.Optional;
import org.w3c.dom.Element;

/**
 * Says in a photograph's XMP packet what was done to it: IPTC's {@code DigitalSourceType}, an entry
 * in {@code xmpMM:History} (XMP part 2, section 2.2), the result's size and orientation. All else
 * stays. The same packet and change give the same bytes, so the entry does not say when: that would
 * be another packet each time. Stateless.
 */
public final class XmpProvenance {
  private static final String IPTC = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/";
  private static final String MEDIA = "http://ns.adobe.com/xap/1.0/mm/";
  private static final String EVENT = "http://ns.adobe.com/xap/1.0/sType/ResourceEvent#";
  private static final String TIFF = "http://ns.adobe.com/tiff/1.0/";
  private static final String EXIF = "http://ns.adobe.com/exif/1.0/";
  private static final String SOURCE_TYPE = "DigitalSourceType";
  private static final String GENERATED = "rainedAlgorithmicMedia";

  private final XmpTree tree;
  private final Change change;

  /**
   * What was done.
   *
   * @param sourceType what the result is; one that says that parts or all were generated is never
   *     weakened
   * @param softwareAgent name and version of the software
   * @param parameters recipe and fingerprint, in words
   * @param width of the result in pixels
   * @param height of the result in pixels
   * @param mostBytes the longest packet that the result's format can hold
   */
  public record Change(
      DigitalSourceType sourceType,
      String softwareAgent,
      String parameters,
      int width,
      int height,
      int mostBytes) {}

  /**
   * A packet that says it.
   *
   * @param packet UTF-8
   * @param fault why nothing of the source's packet is in it, a predicate such as "is damaged";
   *     empty when all of it is
   */
  public record Stamped(Block packet, Optional<String> fault) {}

  private XmpProvenance(XmpTree tree, Change change) {
    this.tree = tree;
    this.change = change;
  }

  /** The result's packet; never a failure, whatever the source's packet is. */
  public static Stamped stamp(Optional<Block> source, Change change) {
    if (source.isEmpty()) {
      return new Stamped(stamped(XmpTree.empty(), change), Optional.empty());
    }
    Optional<XmpTree> tree = XmpTree.parse(source.get().bytes());
    if (tree.isEmpty()) {
      return replaced(change, "is damaged or too large");
    }
    Block packet = stamped(tree.get(), change);
    return packet.length() <= change.mostBytes()
        ? new Stamped(packet, Optional.empty())
        : replaced(change, "is too long for the result's format");
  }

  private static Stamped replaced(Change change, String fault) {
    return new Stamped(stamped(XmpTree.empty(), change), Optional.of(fault));
  }

  private static Block stamped(XmpTree tree, Change change) {
    new XmpProvenance(tree, change).stamp();
    return Block.of(tree.packet());
  }

  private void stamp() {
    String type = change.sourceType().uri();
    String about = tree.about();
    Optional<String> before = tree.remove(IPTC, SOURCE_TYPE);
    boolean sizeSaid = tree.remove(EXIF, "PixelXDimension").isPresent();
    sizeSaid |= tree.remove(EXIF, "PixelYDimension").isPresent();
    tree.remove(TIFF, "Orientation");
    tree.remove(TIFF, "ImageWidth");
    tree.remove(TIFF, "ImageLength");
    Element own = tree.description(about);
    tree.declare(own, "Iptc4xmpExt", IPTC);
    tree.declare(own, "tiff", TIFF);
    tree.text(own, IPTC, "Iptc4xmpExt:" + SOURCE_TYPE, stronger(before.orElse(""), type));
    tree.text(own, TIFF, "tiff:Orientation", "1");
    tree.text(own, TIFF, "tiff:ImageWidth", Integer.toString(change.width()));
    tree.text(own, TIFF, "tiff:ImageLength", Integer.toString(change.height()));
    if (sizeSaid) {
      tree.declare(own, "exif", EXIF);
      tree.text(own, EXIF, "exif:PixelXDimension", Integer.toString(change.width()));
      tree.text(own, EXIF, "exif:PixelYDimension", Integer.toString(change.height()));
    }
    Element event = tree.item(tree.sequence(MEDIA, "xmpMM:History", own));
    tree.declare(event, "stEvt", EVENT);
    tree.text(event, EVENT, "stEvt:action", "edited");
    tree.text(event, EVENT, "stEvt:softwareAgent", change.softwareAgent());
    tree.text(event, EVENT, "stEvt:changed", "/");
    tree.text(event, EVENT, "stEvt:parameters", change.parameters());
  }

  private static String stronger(String before, String now) {
    return before.endsWith(GENERATED) && !now.endsWith(GENERATED) ? before.strip() : now;
  }
}
