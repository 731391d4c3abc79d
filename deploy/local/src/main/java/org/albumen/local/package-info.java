/** Everything in one JVM, and the command line. */
@NullMarked
package org.albumen.local;

import org.jspecify.annotations.NullMarked;
