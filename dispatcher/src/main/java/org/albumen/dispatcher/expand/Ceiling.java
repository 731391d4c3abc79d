package org.albumen.dispatcher.expand;

import org.albumen.common.failure.AlbumenException;
import org.albumen.common.submission.Submission;
import org.albumen.dispatcher.view.Backlog;

/**
 * Room up to so many jobs in a lane. What waits is known with a delay of some seconds, so that the
 * ceiling may be exceeded by what expanders make meanwhile.
 */
public final class Ceiling implements Room {
  private final Backlog backlog;
  private final long most;

  /**
   * @param most jobs that may wait in a lane before no further page is expanded
   */
  public Ceiling(Backlog backlog, long most) {
    this.backlog = backlog;
    this.most = most;
  }

  @Override
  public boolean forMore(Submission submission) throws AlbumenException {
    return backlog
        .lane(submission.pool(), submission.lane())
        .map(lane -> lane.jobs() < most)
        .orElse(true);
  }
}
