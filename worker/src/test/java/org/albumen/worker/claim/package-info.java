/** Tests of claims. */
@NullMarked
package org.albumen.worker.claim;

import org.jspecify.annotations.NullMarked;
