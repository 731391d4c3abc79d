package org.albumen.dispatcher.expand;

import java.util.LinkedHashMap;
import java.util.Map;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.store.Boundary;
import org.albumen.common.store.SourceReader;
import org.albumen.common.submission.SubmissionPage;
import org.albumen.dispatcher.select.Page;
import org.albumen.dispatcher.select.PageReader;
import org.jspecify.annotations.Nullable;

/**
 * Readers that may go on with the next page of their batch without looking for the place again. Few
 * at a time, since each holds a connection. Not safe for use by several threads.
 */
final class OpenReaders implements AutoCloseable {
  private static final int MOST = 4;

  private final SourceReader store;
  private final Boundary boundary;
  private final Map<String, PageReader> readers = new LinkedHashMap<>();

  OpenReaders(SourceReader store, Boundary boundary) {
    this.store = store;
    this.boundary = boundary;
  }

  /**
   * Reads a page.
   *
   * @throws AlbumenException as {@link PageReader#open}
   */
  Page read(SubmissionPage page, int most) throws AlbumenException {
    String batch = page.submission().batchId();
    PageReader reader = readers.remove(batch);
    boolean goesOn = reader != null && reader.cursor().equals(page.cursor());
    if (reader != null && goesOn) {
      try {
        return kept(batch, reader, reader.next(most));
      } catch (AlbumenException e) {
        reader.close(); // its connection may have been idle for too long: once more, from the place
      }
    } else if (reader != null) {
      reader.close();
    }
    PageReader opened = PageReader.open(store, boundary, page);
    try {
      return kept(batch, opened, opened.next(most));
    } catch (AlbumenException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  @Override
  public void close() {
    readers.values().forEach(PageReader::close);
    readers.clear();
  }

  private Page kept(String batch, PageReader reader, Page page) {
    if (page.last()) {
      reader.close();
      return page;
    }
    if (readers.size() >= MOST) {
      @Nullable PageReader oldest = readers.remove(readers.keySet().iterator().next());
      if (oldest != null) {
        oldest.close();
      }
    }
    readers.put(batch, reader);
    return page;
  }
}
