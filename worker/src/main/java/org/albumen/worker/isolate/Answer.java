package org.albumen.worker.isolate;

import org.albumen.common.event.JobSucceeded;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.jspecify.annotations.Nullable;

/**
 * What a process that ran one job says of it: the event of its success, or why it failed.
 *
 * @param succeeded null when it failed
 * @param code null when it succeeded
 * @param message null when it succeeded
 */
record Answer(
    @Nullable JobSucceeded succeeded, @Nullable FailureCode code, @Nullable String message) {

  static Answer of(JobSucceeded succeeded) {
    return new Answer(succeeded, null, null);
  }

  static Answer of(AlbumenException failure) {
    return new Answer(null, failure.code(), failure.getMessage());
  }

  JobSucceeded orThrow() throws AlbumenException {
    if (succeeded != null) {
      return succeeded;
    }
    throw new AlbumenException(
        code == null ? FailureCode.UNEXPECTED : code, String.valueOf(message));
  }
}
