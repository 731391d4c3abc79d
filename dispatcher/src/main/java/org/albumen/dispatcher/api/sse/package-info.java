/** Batches as server-sent events. */
@NullMarked
package org.albumen.dispatcher.api.sse;

import org.jspecify.annotations.NullMarked;
