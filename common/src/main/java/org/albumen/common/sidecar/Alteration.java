package org.albumen.common.sidecar;

import org.albumen.common.event.ResultImage;
import org.jspecify.annotations.Nullable;

/**
 * Where a result differs from its photograph.
 *
 * @param coverage the part of the result's pixels that a network has changed, 0 to 1
 * @param mask the mask that was stored; null when the recipe asks for none
 */
public record Alteration(double coverage, @Nullable ResultImage mask) {}
