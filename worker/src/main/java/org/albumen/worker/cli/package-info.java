/** The worker command. */
@NullMarked
package org.albumen.worker.cli;

import org.jspecify.annotations.NullMarked;
