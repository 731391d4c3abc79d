package org.albumen.worker.announce;

import org.albumen.common.attempt.History;
import org.albumen.common.failure.FailureCode;

/**
 * Why a message is put among the dead letters.
 *
 * @param reason one line
 * @param attempts how often it was tried, those before a replay included
 * @param history what became of each attempt, as far as it is known, the last one included
 */
public record Burial(FailureCode code, String reason, int attempts, History history) {}
