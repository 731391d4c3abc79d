/** Reading topics without a group, from a place of one's own. */
@NullMarked
package org.albumen.dispatcher.read;

import org.jspecify.annotations.NullMarked;
