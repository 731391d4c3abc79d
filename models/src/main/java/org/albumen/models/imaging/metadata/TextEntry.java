package org.albumen.models.imaging.metadata;

/**
 * A text in a file.
 *
 * @param keyword what it is: PNG's keywords (PNG specification, third edition, section 11.3.3) are
 *     used for all formats, such as Title, Author, Description, Copyright, Creation Time, Software
 *     and Comment; 1 to 79 characters of Latin-1
 * @param text any characters; line breaks are as in the file
 * @param language of the text, an RFC 3066 tag as in PNG's iTXt; empty when not said
 */
public record TextEntry(String keyword, String text, String language) {
  /** A text whose language is not said. */
  public TextEntry(String keyword, String text) {
    this(keyword, text, "");
  }

  public TextEntry {
    if (keyword.isEmpty() || keyword.length() > 79) {
      throw new IllegalArgumentException("a keyword has 1 to 79 characters");
    }
  }
}
