/** What terminals show, and how wide they are. */
@NullMarked
package org.albumen.common.terminal;

import org.jspecify.annotations.NullMarked;
