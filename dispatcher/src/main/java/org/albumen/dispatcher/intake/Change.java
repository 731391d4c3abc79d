package org.albumen.dispatcher.intake;

import java.time.Instant;
import org.albumen.common.job.ObjectSource;
import org.jspecify.annotations.Nullable;

/**
 * Something that has happened to an object.
 *
 * @param object the object as it is now
 * @param created whether it was written; else it was removed, or the like
 * @param ours whether it says of itself that it is a result
 * @param sequencer hexadecimal; null when the store gives none
 * @param at when
 */
record Change(
    ObjectSource object, boolean created, boolean ours, @Nullable String sequencer, Instant at) {}
