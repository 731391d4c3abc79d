/** The published schemas, compared with what the code writes and reads. */
@NullMarked
package org.albumen.common.schema;

import org.jspecify.annotations.NullMarked;
