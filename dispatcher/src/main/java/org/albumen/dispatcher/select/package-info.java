/** What a submission selects, page by page and from any place on. */
@NullMarked
package org.albumen.dispatcher.select;

import org.jspecify.annotations.NullMarked;
