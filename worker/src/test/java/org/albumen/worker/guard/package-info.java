/** Tests of what keeps faults small. */
@NullMarked
package org.albumen.worker.guard;

import org.jspecify.annotations.NullMarked;
