/** What became of a job's earlier deliveries, and what follows for this one. */
@NullMarked
package org.albumen.worker.attempt;

import org.jspecify.annotations.NullMarked;
