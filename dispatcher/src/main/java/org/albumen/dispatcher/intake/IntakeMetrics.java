package org.albumen.dispatcher.intake;

/**
 * Counts what the intake reads. What is read again after a fault counts again. Alarm when {@link
 * #passedOver} grows with a reason that is a {@link Reason#fault}. Implementations are safe for use
 * by several threads.
 */
public interface IntakeMetrics {
  /** Counts nothing. */
  IntakeMetrics NONE =
      new IntakeMetrics() {
        @Override
        public void job(String rule) {}

        @Override
        public void passedOver(Reason reason) {}
      };

  /** A rule made a job. */
  void job(String rule);

  /** A notification, or a record of one, became no job. */
  void passedOver(Reason reason);
}
