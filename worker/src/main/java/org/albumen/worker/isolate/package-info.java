/** Running a job that may have killed workers where it can harm no other. */
@NullMarked
package org.albumen.worker.isolate;

import org.jspecify.annotations.NullMarked;
