package org.albumen.dispatcher.view;

import java.util.List;
import java.util.Optional;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.job.Lane;
import org.jspecify.annotations.Nullable;

/** What waits for workers. Implementations are safe for use by several threads. */
public interface Backlog {

  /**
   * Every lane of every pool that has a topic, as seen some seconds ago at most.
   *
   * @throws AlbumenException {@code KAFKA_UNAVAILABLE}
   */
  List<LaneBacklog> lanes() throws AlbumenException;

  /** One lane. */
  default Optional<LaneBacklog> lane(String pool, Lane lane) throws AlbumenException {
    return lanes().stream().filter(l -> l.pool().equals(pool) && l.lane() == lane).findFirst();
  }

  /**
   * A lane's backlog.
   *
   * @param jobs messages that wait or are in progress
   * @param oldestSeconds since the oldest of them was sent; null without any
   * @param gpuSeconds that running them is estimated to take, by what each recipe took so far; null
   *     when nothing was measured yet
   */
  record LaneBacklog(
      String pool,
      Lane lane,
      long jobs,
      @Nullable Double oldestSeconds,
      @Nullable Double gpuSeconds) {}
}
