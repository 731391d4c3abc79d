/** Writing a result and its sidecar exactly once. */
@NullMarked
package org.albumen.worker.store;

import org.jspecify.annotations.NullMarked;
