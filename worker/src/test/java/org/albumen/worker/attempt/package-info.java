/** What became of earlier deliveries, tested. */
@NullMarked
package org.albumen.worker.attempt;

import org.jspecify.annotations.NullMarked;
