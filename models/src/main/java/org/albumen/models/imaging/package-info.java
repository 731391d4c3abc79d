/** Decoding, encoding and resampling photographs. */
@NullMarked
package org.albumen.models.imaging;

import org.jspecify.annotations.NullMarked;
