/** Learning that the machine will be taken away. */
@NullMarked
package org.albumen.worker.interruption;

import org.jspecify.annotations.NullMarked;
