/** Inputs of several callers become one call of a network, and its answers theirs again. */
@NullMarked
package org.albumen.models.batch;

import org.jspecify.annotations.NullMarked;
