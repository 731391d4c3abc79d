/** Who asks, and what they may see and do. */
@NullMarked
package org.albumen.dispatcher.access;

import org.jspecify.annotations.NullMarked;
