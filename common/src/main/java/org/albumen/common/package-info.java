/** What dispatcher and worker share. */
@NullMarked
package org.albumen.common;

import org.jspecify.annotations.NullMarked;
