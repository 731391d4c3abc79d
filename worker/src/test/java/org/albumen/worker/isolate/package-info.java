/** Processes that run one job, tested. */
@NullMarked
package org.albumen.worker.isolate;

import org.jspecify.annotations.NullMarked;
