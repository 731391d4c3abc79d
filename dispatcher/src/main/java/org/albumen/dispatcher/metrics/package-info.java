/** What a dispatcher measures. */
@NullMarked
package org.albumen.dispatcher.metrics;

import org.jspecify.annotations.NullMarked;
