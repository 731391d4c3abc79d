/** Images from latents. */
@NullMarked
package org.albumen.models.generate;

import org.jspecify.annotations.NullMarked;
