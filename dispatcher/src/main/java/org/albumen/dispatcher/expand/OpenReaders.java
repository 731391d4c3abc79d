package org.albumen.dispatcher.expand;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
 * Readers that stay open for the next pages of their batch and read them ahead, while those before
 * are being written. Few at a time, since each holds a connection. Not safe for use by several
 * threads.
 */
final class OpenReaders implements AutoCloseable {
  /** Pages that are read ahead of a batch. */
  static final int AHEAD = 2;

  private static final int MOST = 4;

  private final SourceReader store;
  private final SourceRule.Of rules;
  private final int pageSize;
  private final Map<String, Open> open = new LinkedHashMap<>();
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

  /** A reader and what it reads ahead, in order. */
  private record Open(PageReader reader, Deque<NextPage> ahead) {
    void close() {
      ahead.forEach(NextPage::cancel);
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
    Open at = open.remove(batch);
    if (at != null) {
      try {
        Page page = at.ahead.remove().get();
        if (page.from().equals(wanted.cursor())) {
          return goOn(batch, at, page);
        }
      } catch (AlbumenException e) {
        // Its connection may have been idle for too long: once more, from the place.
      }
      at.close();
    }
    Open anew = new Open(PageReader.open(store, rules, wanted), new ArrayDeque<>());
    try {
      return goOn(batch, anew, anew.reader.next(pageSize));
    } catch (AlbumenException | RuntimeException e) {
      anew.close();
      throw e;
    }
  }

  /** What is read ahead of a batch, in order; empty pages when it ends before. */
  List<NextPage> ahead(String batch) {
    Open at = open.get(batch);
    return at == null ? List.of() : List.copyOf(at.ahead);
  }

  @Override
  public void close() {
    thread.shutdownNow();
    open.values().forEach(Open::close);
    open.clear();
  }

  private Page goOn(String batch, Open at, Page page) {
    if (page.last()) {
      at.close();
      return page;
    }
    if (open.size() >= MOST) {
      @Nullable Open oldest = open.remove(open.keySet().iterator().next());
      if (oldest != null) {
        oldest.close();
      }
    }
    while (at.ahead.size() < AHEAD) {
      at.ahead.add(new NextPage(thread.submit(() -> at.reader.next(pageSize))));
    }
    open.put(batch, at);
    return page;
  }
}
