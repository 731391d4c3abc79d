package org.albumen.dispatcher;

import java.time.Duration;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.store.SourceReader;
import org.albumen.common.submission.Cursor;
import org.albumen.common.submission.Submission;
import org.albumen.common.submission.SubmissionPage;
import org.albumen.dispatcher.select.Page;
import org.albumen.dispatcher.select.PageReader;
import org.albumen.dispatcher.select.SourceRule;
import org.albumen.dispatcher.submission.Estimator;

/** Reads a submission's pages as expanders would, and makes nothing of them. */
final class PageEstimator implements Estimator {
  /** Whoever asks waits for the answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final int PAGE = 1_000;

  private final SourceReader store;
  private final SourceRule.Of rules;

  PageEstimator(SourceReader store, SourceRule.Of rules) {
    this.store = store;
    this.rules = rules;
  }

  @Override
  public Estimate estimate(Submission submission) throws AlbumenException {
    long until = System.nanoTime() + PATIENCE.toNanos();
    try (PageReader reader = PageReader.open(store, rules, SubmissionPage.first(submission))) {
      Page page = reader.next(PAGE);
      while (!page.last() && System.nanoTime() < until) {
        page = reader.next(PAGE);
      }
      Cursor end = page.next();
      return new Estimate(end.jobs(), end.bytes(), end.skipped(), end.rejected(), page.last());
    }
  }
}
