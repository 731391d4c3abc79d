/** The worker's rhythm: one job per lane, its lock renewed while it runs, drained on request. */
@NullMarked
package org.albumen.worker.lane;

import org.jspecify.annotations.NullMarked;
