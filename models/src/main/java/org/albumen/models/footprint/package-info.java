/** How much memory work takes, before it is begun. */
@NullMarked
package org.albumen.models.footprint;

import org.jspecify.annotations.NullMarked;
