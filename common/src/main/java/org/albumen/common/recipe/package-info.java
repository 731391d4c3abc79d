/** What to do with a photograph: named, versioned, immutable recipes. */
@NullMarked
package org.albumen.common.recipe;

import org.jspecify.annotations.NullMarked;
