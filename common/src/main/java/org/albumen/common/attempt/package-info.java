/** What became of a job's earlier deliveries. */
@NullMarked
package org.albumen.common.attempt;

import org.jspecify.annotations.NullMarked;
