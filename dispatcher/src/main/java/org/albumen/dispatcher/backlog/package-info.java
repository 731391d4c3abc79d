/** What waits for workers, counted and estimated. */
@NullMarked
package org.albumen.dispatcher.backlog;

import org.jspecify.annotations.NullMarked;
