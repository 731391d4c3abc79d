/** Metrics and health over HTTP. */
@NullMarked
package org.albumen.worker.health;

import org.jspecify.annotations.NullMarked;
