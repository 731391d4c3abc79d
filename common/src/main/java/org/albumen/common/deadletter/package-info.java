/**
 * Dead letters: jobs that failed for good, as records on Kafka, and what was decided about them.
 */
@NullMarked
package org.albumen.common.deadletter;

import org.jspecify.annotations.NullMarked;
