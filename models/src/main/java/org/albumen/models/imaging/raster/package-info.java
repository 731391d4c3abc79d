/** Decoded samples of any depth, in memory or in a scratch file. */
@NullMarked
package org.albumen.models.imaging.raster;

import org.jspecify.annotations.NullMarked;
