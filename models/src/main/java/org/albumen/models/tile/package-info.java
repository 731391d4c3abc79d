/** Running an image network over images of any size in bounded memory. */
@NullMarked
package org.albumen.models.tile;

import org.jspecify.annotations.NullMarked;
