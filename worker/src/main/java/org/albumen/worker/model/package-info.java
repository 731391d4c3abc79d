/** The catalogue's models as a worker's settings have them, and their failures under its codes. */
@NullMarked
package org.albumen.worker.model;

import org.jspecify.annotations.NullMarked;
