package org.albumen.dispatcher.view;

import org.albumen.common.failure.FailureCode;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs of a batch are wanted; null lets every value through.
 *
 * @param code of failed jobs
 * @param toReview true: those alone whose result somebody should look at and nobody has
 */
public record JobQuery(@Nullable JobState state, @Nullable FailureCode code, boolean toReview) {
  /** Every job. */
  public static final JobQuery ALL = new JobQuery(null, null, false);
}
