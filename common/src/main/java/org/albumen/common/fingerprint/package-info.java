/** The idempotence key of a result and the object keys made from it. */
@NullMarked
package org.albumen.common.fingerprint;

import org.jspecify.annotations.NullMarked;
