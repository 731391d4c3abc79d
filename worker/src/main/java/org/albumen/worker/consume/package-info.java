/** Taking jobs from the queue, one at a time, and giving them back. */
@NullMarked
package org.albumen.worker.consume;

import org.jspecify.annotations.NullMarked;
