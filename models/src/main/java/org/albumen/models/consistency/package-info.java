/** How well a result, brought back to its original's size, agrees with the original. */
@NullMarked
package org.albumen.models.consistency;

import org.jspecify.annotations.NullMarked;
