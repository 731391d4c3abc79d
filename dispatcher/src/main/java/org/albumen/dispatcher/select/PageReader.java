package org.albumen.dispatcher.select;

import java.util.ArrayList;
import java.util.List;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.job.Source;
import org.albumen.common.store.ListingFailedException;
import org.albumen.common.store.SourceReader;
import org.albumen.common.submission.Cursor;
import org.albumen.common.submission.Submission;
import org.albumen.common.submission.SubmissionPage;
import org.jspecify.annotations.Nullable;

/**
 * Reads a submission's pages one after another, with one page in memory. Opened at a place it goes
 * on as if it had come there by itself. Not safe for use by several threads.
 */
public final class PageReader implements AutoCloseable {
  private final Submission submission;
  private final Sieve sieve;
  private final Walk walk;
  private Cursor cursor;

  private PageReader(Submission submission, Cursor cursor, Sieve sieve, Walk walk) {
    this.submission = submission;
    this.cursor = cursor;
    this.sieve = sieve;
    this.walk = walk;
  }

  /**
   * Opens a reader where a page begins.
   *
   * @param rules what may be a source
   * @throws AlbumenException with a code of the store, or {@code BAD_ARGUMENT}
   */
  public static PageReader open(SourceReader store, SourceRule.Of rules, SubmissionPage page)
      throws AlbumenException {
    Submission submission = page.submission();
    Sieve sieve = Sieve.of(submission.filter());
    SourceRule rule = rules.submission(submission);
    Walk walk = Walks.open(store, rule, submission.selection(), Position.of(page.cursor()));
    return new PageReader(submission, page.cursor(), sieve, walk);
  }

  /** Where the next page begins. */
  public Cursor cursor() {
    return cursor;
  }

  /**
   * Reads the next page.
   *
   * @param most sources and rows that are looked at
   * @throws AlbumenException as {@link #open}; the reader is of no use then
   */
  public Page next(int most) throws AlbumenException {
    Builder page = new Builder(cursor);
    try {
      for (int i = 0; i < most && !page.last; i++) {
        page.add(walk.next());
      }
    } catch (ListingFailedException e) {
      throw e.failure();
    }
    cursor = page.cursor();
    return new Page(page.from, page.sources, page.rejections, cursor, page.last);
  }

  @Override
  public void close() {
    walk.close();
  }

  /** A page that is being read. */
  private final class Builder {
    private final Cursor from;
    private final List<Source> sources = new ArrayList<>();
    private final List<Rejection> rejections = new ArrayList<>();
    private Position position;
    private long matched;
    private long bytes;
    private long skipped;
    private boolean last;

    Builder(Cursor from) {
      this.from = from;
      this.position = Position.of(from);
      this.last = submission.sample().full(from.jobs());
    }

    void add(@Nullable Step step) {
      if (step == null) {
        last = true;
        return;
      }
      position = step.after();
      if (step instanceof Step.Malformed malformed) {
        rejections.add(malformed.rejection());
      } else if (step instanceof Step.Found found) {
        judge(found);
      }
    }

    private void judge(Step.Found found) {
      if (!found.offered() || !sieve.lets(found)) {
        skipped++;
      } else if (!submission.sample().takes(from.matched() + matched++)) {
        skipped++;
      } else {
        sources.add(found.source());
        bytes += found.size() == null ? 0 : found.size();
        last = submission.sample().full(from.jobs() + sources.size());
      }
    }

    Cursor cursor() {
      return new Cursor(
          from.page() + 1,
          position.after(),
          position.file(),
          position.offset(),
          position.row(),
          from.matched() + matched,
          from.jobs() + sources.size(),
          from.bytes() + bytes,
          from.skipped() + skipped,
          from.rejected() + rejections.size());
    }
  }
}
