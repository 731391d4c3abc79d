package org.albumen.dispatcher.client;

import java.util.List;
import org.albumen.common.deadletter.LetterId;
import org.albumen.common.failure.FailureCode;
import org.jspecify.annotations.Nullable;

/**
 * Dead letters about which something is to be decided.
 *
 * @param ids these; null for any
 * @param batch those of this batch; null for any
 * @param codes those that failed with one of these; null for any
 * @param everything true: all letters
 * @param reason a note for the audit
 */
public record LetterChoice(
    @Nullable List<LetterId> ids,
    @Nullable String batch,
    @Nullable List<FailureCode> codes,
    @Nullable Boolean everything,
    @Nullable String reason) {}
