/** Small pictures of large photographs. */
@NullMarked
package org.albumen.dispatcher.preview;

import org.jspecify.annotations.NullMarked;
