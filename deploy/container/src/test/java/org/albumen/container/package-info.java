/** The images, and what becomes of jobs when containers, networks and clocks fail. */
@NullMarked
package org.albumen.container;

import org.jspecify.annotations.NullMarked;
