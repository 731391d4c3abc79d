/** Tests of the embedded services by their own protocols. */
@NullMarked
package org.albumen.embedded;

import org.jspecify.annotations.NullMarked;
