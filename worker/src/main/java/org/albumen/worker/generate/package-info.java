/** The seam to the generators: a seed in, a result file out. */
@NullMarked
package org.albumen.worker.generate;

import org.jspecify.annotations.NullMarked;
