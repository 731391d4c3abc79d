/** Submissions into jobs, page by page, each page in one transaction. */
@NullMarked
package org.albumen.dispatcher.expand;

import org.jspecify.annotations.NullMarked;
