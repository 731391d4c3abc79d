package org.albumen.models.batch;

import java.util.List;

/**
 * Runs several inputs of one shape at once. Safe for use by several threads.
 *
 * @param <K> what inputs must have in common
 * @param <I> an input
 * @param <O> an answer
 */
@FunctionalInterface
public interface Batch<K, I, O> {
  /**
   * Runs them.
   *
   * @return an answer for each, in their order
   * @throws Exception when the call as a whole failed, whoever is to blame
   */
  List<Answer<O>> run(K key, List<I> inputs) throws Exception;
}
