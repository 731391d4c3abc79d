/** Consumes jobs, restores photographs, stores each result once, announces it. */
@NullMarked
package org.albumen.worker;

import org.jspecify.annotations.NullMarked;
