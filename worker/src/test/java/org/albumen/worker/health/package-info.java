/** Tests of the management server. */
@NullMarked
package org.albumen.worker.health;

import org.jspecify.annotations.NullMarked;
