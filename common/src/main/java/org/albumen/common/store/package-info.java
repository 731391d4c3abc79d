/** Objects on S3: get, head, conditional put, list. */
@NullMarked
package org.albumen.common.store;

import org.jspecify.annotations.NullMarked;
