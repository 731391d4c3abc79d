/** How long to wait before the next try. */
@NullMarked
package org.albumen.common.backoff;

import org.jspecify.annotations.NullMarked;
