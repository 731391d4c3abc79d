package org.albumen.models.generate;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import org.albumen.models.imaging.Photograph;

/** Writes images one after the other into a GIF that plays without end. Not for several threads. */
public final class AnimatedGif implements AutoCloseable {
  private static final String FORMAT = "javax_imageio_gif_image_1.0";

  private final Path target;
  private final Path unfinished;
  private final int hundredths;
  private final ImageWriter writer;
  private final ImageOutputStream out;
  private boolean first = true;
  private boolean finished;

  /**
   * @param target replaced when {@link #finish} is called
   * @param hundredths how long an image is shown, in hundredths of a second
   */
  public AnimatedGif(Path target, int hundredths) throws IOException {
    this.target = target.toAbsolutePath();
    this.hundredths = hundredths;
    unfinished = this.target.resolveSibling(target.getFileName() + "." + UUID.randomUUID());
    out = ImageIO.createImageOutputStream(unfinished.toFile());
    if (out == null) {
      throw new IOException("cannot be written");
    }
    writer = ImageIO.getImageWritersByFormatName("gif").next();
    writer.setOutput(out);
    writer.prepareWriteSequence(null);
  }

  /** Adds an image. */
  public void add(Photograph photograph) throws IOException {
    int width = photograph.width();
    BufferedImage image = new BufferedImage(width, photograph.height(), BufferedImage.TYPE_INT_RGB);
    ByteBuffer rgb = photograph.rgb();
    for (int i = 0; i < photograph.pixels(); i++) {
      int red = rgb.get(3 * i) & 0xff;
      int green = rgb.get(3 * i + 1) & 0xff;
      int blue = rgb.get(3 * i + 2) & 0xff;
      image.setRGB(i % width, i / width, red << 16 | green << 8 | blue);
    }
    writer.writeToSequence(new IIOImage(image, null, metadata(image)), null);
    first = false;
  }

  /** Puts the whole file in its place. */
  public void finish() throws IOException {
    writer.endWriteSequence();
    out.close();
    Files.move(unfinished, target, StandardCopyOption.REPLACE_EXISTING);
    finished = true;
  }

  private IIOMetadata metadata(BufferedImage image) throws IOException {
    IIOMetadata metadata =
        writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), null);
    IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(FORMAT);
    IIOMetadataNode control = child(root, "GraphicControlExtension");
    control.setAttribute("disposalMethod", "none");
    control.setAttribute("userInputFlag", "FALSE");
    control.setAttribute("transparentColorFlag", "FALSE");
    control.setAttribute("delayTime", Integer.toString(hundredths));
    control.setAttribute("transparentColorIndex", "0");
    if (first) {
      IIOMetadataNode endless = new IIOMetadataNode("ApplicationExtension");
      endless.setAttribute("applicationID", "NETSCAPE");
      endless.setAttribute("authenticationCode", "2.0");
      endless.setUserObject(new byte[] {1, 0, 0});
      child(root, "ApplicationExtensions").appendChild(endless);
    }
    metadata.setFromTree(FORMAT, root);
    return metadata;
  }

  private static IIOMetadataNode child(IIOMetadataNode root, String name) {
    for (int i = 0; i < root.getLength(); i++) {
      if (root.item(i) instanceof IIOMetadataNode node && node.getNodeName().equals(name)) {
        return node;
      }
    }
    IIOMetadataNode node = new IIOMetadataNode(name);
    root.appendChild(node);
    return node;
  }

  @Override
  public void close() throws IOException {
    writer.dispose();
    if (!finished) {
      out.close();
      Files.deleteIfExists(unfinished);
    }
  }
}
