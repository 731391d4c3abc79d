/** Failures as problem details (RFC 9457). */
@NullMarked
package org.albumen.dispatcher.api.problem;

import org.jspecify.annotations.NullMarked;
