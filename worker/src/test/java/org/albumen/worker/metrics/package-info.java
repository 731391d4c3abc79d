/** Tests of meters. */
@NullMarked
package org.albumen.worker.metrics;

import org.jspecify.annotations.NullMarked;
