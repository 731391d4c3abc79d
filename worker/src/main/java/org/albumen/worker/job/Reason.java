package org.albumen.worker.job;

import org.albumen.common.failure.AlbumenException;

/** Why a job failed, short enough for an event: input that is quoted may be of any length. */
final class Reason {
  private static final int MAX_CHARS = 1000;

  private Reason() {}

  static String of(AlbumenException failure) {
    String message = String.valueOf(failure.getMessage());
    return message.length() <= MAX_CHARS ? message : message.substring(0, MAX_CHARS) + "...";
  }
}
