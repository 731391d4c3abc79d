/** What the tests stand on: images, networks, services, workers, and what is left in the end. */
@NullMarked
package org.albumen.container.site;

import org.jspecify.annotations.NullMarked;
