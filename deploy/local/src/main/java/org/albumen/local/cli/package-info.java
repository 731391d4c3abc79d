/** The {@code albumen} command and its {@code restore}. */
@NullMarked
package org.albumen.local.cli;

import org.jspecify.annotations.NullMarked;
