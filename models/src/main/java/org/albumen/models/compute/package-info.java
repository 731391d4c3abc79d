/** Running networks: the engine, its threads, and a network as a function from image to image. */
@NullMarked
package org.albumen.models.compute;

import org.jspecify.annotations.NullMarked;
