package org.albumen.dispatcher.expand;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.store.SourceReader;
import org.albumen.common.submission.SubmissionPage;
import org.albumen.dispatcher.select.Page;
import org.albumen.dispatcher.select.PageReader;
import org.albumen.dispatcher.select.SourceRule;
import org.jspecify.annotations.Nullable;

/**
 * Readers that stay open for the next page of their batch and read it ahead, while the one before
 * is being written. Few at a time, since each holds a connection. Not safe for use by several
 * threads.
 */
final class OpenReaders implements AutoCloseable {
  private static final int MOST = 4;

  private final SourceReader store;
  private final SourceRule.Of rules;
  private final int pageSize;
  private final Map<String, Ahead> open = new LinkedHashMap<>();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Daemons.named("albumen-read-ahead"));

  /**
   * @param pageSize what is looked at for a page at most
   */
  OpenReaders(SourceReader store, SourceRule.Of rules, int pageSize) {
    this.store = store;
    this.rules = rules;
    this.pageSize = pageSize;
  }

  /** A reader and what it reads. */
  private record Ahead(PageReader reader, NextPage next) {
    void close() {
      next.cancel();
      reader.close();
    }
  }

  /**
   * Reads a page.
   *
   * @throws AlbumenException as {@link PageReader#open}
   */
  Page read(SubmissionPage wanted) throws AlbumenException {
    String batch = wanted.submission().batchId();
    Ahead ahead = open.remove(batch);
    if (ahead != null) {
      try {
        Page page = ahead.next.get();
        if (page.from().equals(wanted.cursor())) {
          return goOn(batch, ahead.reader, page);
        }
      } catch (AlbumenException e) {
        // Its connection may have been idle for too long: once more, from the place.
      }
      ahead.close();
    }
    PageReader reader = PageReader.open(store, rules, wanted);
    try {
      return goOn(batch, reader, reader.next(pageSize));
    } catch (AlbumenException | RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  /** What is read ahead of a batch, if anything is. */
  Optional<NextPage> next(String batch) {
    return Optional.ofNullable(open.get(batch)).map(Ahead::next);
  }

  @Override
  public void close() {
    thread.shutdownNow();
    open.values().forEach(Ahead::close);
    open.clear();
  }

  private Page goOn(String batch, PageReader reader, Page page) {
    if (page.last()) {
      reader.close();
      return page;
    }
    if (open.size() >= MOST) {
      @Nullable Ahead oldest = open.remove(open.keySet().iterator().next());
      if (oldest != null) {
        oldest.close();
      }
    }
    open.put(batch, new Ahead(reader, new NextPage(thread.submit(() -> reader.next(pageSize)))));
    return page;
  }
}
