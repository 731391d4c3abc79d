/** From a photograph's own colours to sRGB and back. */
@NullMarked
package org.albumen.models.imaging.colour;

import org.jspecify.annotations.NullMarked;
