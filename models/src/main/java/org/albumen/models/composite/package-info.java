/** Laying what networks made over the original, in the original's own colours and depth. */
@NullMarked
package org.albumen.models.composite;

import org.jspecify.annotations.NullMarked;
