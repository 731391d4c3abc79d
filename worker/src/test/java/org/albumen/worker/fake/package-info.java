/** In-memory parts and small tools with which the worker is tested. */
@NullMarked
package org.albumen.worker.fake;

import org.jspecify.annotations.NullMarked;
