/** The notice that the machine is taken away, tested. */
@NullMarked
package org.albumen.worker.interruption;

import org.jspecify.annotations.NullMarked;
