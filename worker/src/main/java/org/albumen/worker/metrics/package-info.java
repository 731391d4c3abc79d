/** What the worker counts and times. */
@NullMarked
package org.albumen.worker.metrics;

import org.jspecify.annotations.NullMarked;
