/** Saying what became of a job: events and dead letters. */
@NullMarked
package org.albumen.worker.announce;

import org.jspecify.annotations.NullMarked;
