/** Orders to the whole fleet: which batches are cancelled. */
@NullMarked
package org.albumen.worker.control;

import org.jspecify.annotations.NullMarked;
