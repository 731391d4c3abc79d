/** The directions in which the modules may know one another. */
@NullMarked
package org.albumen.local.architecture;

import org.jspecify.annotations.NullMarked;
