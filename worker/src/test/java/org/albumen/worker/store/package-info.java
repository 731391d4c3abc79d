/** Tests of stored results. */
@NullMarked
package org.albumen.worker.store;

import org.jspecify.annotations.NullMarked;
