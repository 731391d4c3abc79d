/** Results described as PREMIS 3, as archives keep it. */
@NullMarked
package org.albumen.common.premis;

import org.jspecify.annotations.NullMarked;
