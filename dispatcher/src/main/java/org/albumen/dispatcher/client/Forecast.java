package org.albumen.dispatcher.client;

import org.jspecify.annotations.Nullable;

/**
 * What a submission would come to.
 *
 * @param jobs that would be made
 * @param bytes of their sources, as far as known
 * @param skipped objects that would become no jobs
 * @param rejectedRows rows of a manifest that are malformed
 * @param complete false when there was no time to look at everything: it is more than this
 * @param gpuSeconds that networks would run; null while nothing is known of the recipe's cost
 * @param cost of those, in the operator's currency; null without a price
 */
public record Forecast(
    long jobs,
    long bytes,
    long skipped,
    long rejectedRows,
    boolean complete,
    @Nullable Double gpuSeconds,
    @Nullable Double cost) {}
