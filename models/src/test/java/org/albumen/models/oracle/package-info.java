/** Networks against inputs and outputs of their published implementations. */
@NullMarked
package org.albumen.models.oracle;

import org.jspecify.annotations.NullMarked;
