/** Restoring one photograph: the pipeline that a worker runs. */
@NullMarked
package org.albumen.models.restore;

import org.jspecify.annotations.NullMarked;
