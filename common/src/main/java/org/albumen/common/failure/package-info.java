/** The codes under which things fail. */
@NullMarked
package org.albumen.common.failure;

import org.jspecify.annotations.NullMarked;
