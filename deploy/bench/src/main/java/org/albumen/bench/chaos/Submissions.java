package org.albumen.bench.chaos;

import org.albumen.common.failure.AlbumenException;
import org.albumen.common.job.Target;
import org.albumen.common.store.Boundary;
import org.albumen.common.store.ObjectStore;
import org.albumen.common.submission.KeyFilter;
import org.albumen.dispatcher.submit.Listing;
import org.albumen.dispatcher.submit.Submission;
import org.albumen.dispatcher.submit.Submitter;
import org.apache.kafka.clients.producer.Producer;

/** Submits as {@code albumen submit} does. Safe for use by several threads. */
record Submissions(ObjectStore store, Producer<byte[], byte[]> producer) {

  /**
   * Submits every photograph under a prefix.
   *
   * @param target the results' prefix
   * @return how many jobs were published
   */
  long submit(String batch, String prefix, String target) throws AlbumenException {
    Submission submission =
        new Submission(
            batch,
            new Listing(ProvingGround.SOURCES, prefix, KeyFilter.PHOTOGRAPHS),
            ProvingGround.RECIPE,
            new Target(ProvingGround.RESULTS, target),
            ProvingGround.POOL);
    return new Submitter(store, Boundary.ANY_BUCKET)
        .submit(submission, producer, progress -> {})
        .jobs();
  }
}
