/** Tests of lanes. */
@NullMarked
package org.albumen.worker.lane;

import org.jspecify.annotations.NullMarked;
