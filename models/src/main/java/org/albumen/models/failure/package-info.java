/** What can go wrong with a photograph or a network, each with its own name. */
@NullMarked
package org.albumen.models.failure;

import org.jspecify.annotations.NullMarked;
