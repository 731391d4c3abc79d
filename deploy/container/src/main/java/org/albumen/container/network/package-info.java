/** A network that can be made to fail. */
@NullMarked
package org.albumen.container.network;

import org.jspecify.annotations.NullMarked;
