/** What to make, and how: named, versioned, immutable recipes. */
@NullMarked
package org.albumen.common.recipe;

import org.jspecify.annotations.NullMarked;
