/** Tests of jobs. */
@NullMarked
package org.albumen.worker.job;

import org.jspecify.annotations.NullMarked;
