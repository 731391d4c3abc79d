/** Objects read as a stream, through the links that others get. */
@NullMarked
package org.albumen.dispatcher.link;

import org.jspecify.annotations.NullMarked;
