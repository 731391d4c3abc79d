/** From recipes to what the models can do. */
@NullMarked
package org.albumen.worker.restore;

import org.jspecify.annotations.NullMarked;
