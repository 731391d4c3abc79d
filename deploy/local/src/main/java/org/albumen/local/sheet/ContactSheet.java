package org.albumen.local.sheet;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.albumen.local.sheet.Entry.Restored;
import org.albumen.local.sheet.FaceCrops.Pair;
import org.jspecify.annotations.Nullable;

/**
 * Writes a page that shows each photograph of a batch before and after: {@code index.html}, which
 * needs nothing from elsewhere and runs no script, and previews in {@code .sheet/} beside it.
 */
public final class ContactSheet {
  private static final String PAGE = "index.html";
  private static final String PREVIEWS = ".sheet";

  private final Path folder;
  private final Path previews;

  private ContactSheet(Path folder) {
    this.folder = folder;
    this.previews = folder.resolve(PREVIEWS);
  }

  /**
   * Writes the sheet, replacing an earlier one. The page appears at once, never half written.
   *
   * @param folder the results folder, created when it is missing
   * @param entries the photographs in the order in which they are shown
   * @return the page
   * @throws IOException when the folder cannot be written; a picture that cannot be read is shown
   *     as a gap instead
   */
  public static Path write(Path folder, Summary summary, List<Entry> entries) throws IOException {
    return new ContactSheet(folder).write(summary, entries);
  }

  private Path write(Summary summary, List<Entry> entries) throws IOException {
    Files.createDirectories(previews);
    clear();
    Path page = folder.resolve(PAGE);
    Path draft = previews.resolve(PAGE);
    try (Writer out = Files.newBufferedWriter(draft, UTF_8)) {
      SheetPage sheet = new SheetPage(out);
      PhotographCard card = new PhotographCard(out);
      sheet.begin(summary, entries);
      int number = 0;
      for (Entry entry : entries) {
        if (entry instanceof Restored restored) {
          number++;
          card.write(number, restored, pictures(restored, number));
        }
      }
      sheet.end(entries);
    }
    Files.move(draft, page, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    return page;
  }

  /** Writes what the card of a photograph shows; each picture is read once at most. */
  private Pictures pictures(Restored restored, int number) throws IOException {
    BufferedImage before = read(restored.before());
    boolean needed = restored.preview() || !restored.faces().isEmpty();
    BufferedImage after = needed ? read(restored.after()) : null;
    List<Pair> faces =
        before == null || after == null
            ? List.of()
            : FaceCrops.write(restored, before, after, previews, PREVIEWS, number);
    return new Pictures(
        preview(before, number + "-before.jpg"),
        restored.preview() ? preview(after, number + "-after.jpg") : restored.result(),
        faces);
  }

  /** A picture's pixels; null when it cannot be read. */
  private static @Nullable BufferedImage read(Picture picture) {
    try {
      return picture.read();
    } catch (IOException | UncheckedIOException e) {
      return null;
    }
  }

  /** Writes a preview and returns its path relative to the page; null without a picture. */
  private @Nullable String preview(@Nullable BufferedImage picture, String name)
      throws IOException {
    if (picture == null) {
      return null;
    }
    Preview.write(picture, previews.resolve(name));
    return PREVIEWS + "/" + name;
  }

  /**
   * What the card of a photograph shows.
   *
   * @param before path relative to the page; null when the picture could not be read
   * @param after path relative to the page; null when the picture could not be read
   */
  record Pictures(@Nullable String before, @Nullable String after, List<Pair> faces) {}

  /** Removes the previews of an earlier sheet, and nothing else. */
  private void clear() throws IOException {
    try (DirectoryStream<Path> old =
        Files.newDirectoryStream(previews, "[0-9]*-{before,after}.jpg")) {
      for (Path file : old) {
        Files.delete(file);
      }
    }
  }
}
