/** What keeps faults small: back-off, retries, circuit breakers, time limits. */
@NullMarked
package org.albumen.worker.guard;

import org.jspecify.annotations.NullMarked;
