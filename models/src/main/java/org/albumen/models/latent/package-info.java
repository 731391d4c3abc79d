/**
 * Latents of generators: the same from a seed as in Python, truncated, and on the way between two.
 */
@NullMarked
package org.albumen.models.latent;

import org.jspecify.annotations.NullMarked;
