package org.albumen.worker.job;

import org.albumen.common.backoff.BackOff;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.store.ObjectStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits while the store answers nobody. Jobs are held meanwhile, not given back, so that an outage
 * does not use up their deliveries; a lane that holds one asks for no other. Safe for use by
 * several threads.
 */
final class Outage {
  private static final Logger LOG = LoggerFactory.getLogger(Outage.class);

  private final ObjectStore store;
  private final BackOff pause;

  Outage(ObjectStore store, BackOff pause) {
    this.store = store;
    this.pause = pause;
  }

  /**
   * Waits for the store's next sign of life.
   *
   * @return whether there was anything to wait for
   */
  boolean outlast() throws InterruptedException {
    for (int failures = 1; ; failures++) {
      try {
        store.ping();
        return failures > 1;
      } catch (AlbumenException e) {
        LOG.atWarn().addKeyValue("code", e.code()).log("waiting: {}", e.getMessage());
        pause.sleep(failures);
      }
    }
  }
}
