/** The contact sheet: one page that shows each photograph of a batch before and after. */
@NullMarked
package org.albumen.local.sheet;

import org.jspecify.annotations.NullMarked;
