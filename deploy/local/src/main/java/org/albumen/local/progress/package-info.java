/** What a person watching a terminal sees of a running batch. */
@NullMarked
package org.albumen.local.progress;

import org.jspecify.annotations.NullMarked;
