/** JSON and CloudEvents: how jobs and events travel. */
@NullMarked
package org.albumen.common.codec;

import org.jspecify.annotations.NullMarked;
