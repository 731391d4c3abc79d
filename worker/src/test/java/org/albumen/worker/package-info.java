/** Workers on a real broker and a real store. */
@NullMarked
package org.albumen.worker;

import org.jspecify.annotations.NullMarked;
