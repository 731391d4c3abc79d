/** The README's tables, compared with the code. */
@NullMarked
package org.albumen.local.documentation;

import org.jspecify.annotations.NullMarked;
