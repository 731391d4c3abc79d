/** The source on the local disk, and the room that a job has there. */
@NullMarked
package org.albumen.worker.fetch;

import org.jspecify.annotations.NullMarked;
