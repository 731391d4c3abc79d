/** Tests of announcements. */
@NullMarked
package org.albumen.worker.announce;

import org.jspecify.annotations.NullMarked;
