/** The seam to the networks: a source file in, a result file out. */
@NullMarked
package org.albumen.worker.restore;

import org.jspecify.annotations.NullMarked;
