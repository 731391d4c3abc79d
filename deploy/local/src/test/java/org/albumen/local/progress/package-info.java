/** Tests of the progress display. */
@NullMarked
package org.albumen.local.progress;

import org.jspecify.annotations.NullMarked;
