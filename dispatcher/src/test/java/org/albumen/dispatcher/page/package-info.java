/** The page in a browser. */
@NullMarked
package org.albumen.dispatcher.page;

import org.jspecify.annotations.NullMarked;
