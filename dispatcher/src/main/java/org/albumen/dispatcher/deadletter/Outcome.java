package org.albumen.dispatcher.deadletter;

import org.albumen.common.deadletter.DeadLetter;
import org.albumen.common.deadletter.Resolution;
import org.albumen.common.failure.AlbumenException;

/** What a decision came to for one letter. */
public sealed interface Outcome {
  /** The letter. */
  DeadLetter letter();

  /** It is resolved now. */
  record Resolved(DeadLetter letter, Resolution resolution) implements Outcome {}

  /** It was resolved before; nothing was done. */
  record ResolvedBefore(DeadLetter letter, Resolution resolution) implements Outcome {}

  /** It cannot be replayed; nothing was done. */
  record Refused(DeadLetter letter, AlbumenException why) implements Outcome {}
}
