/** Orders about batches, and reviews. */
@NullMarked
package org.albumen.dispatcher.order;

import org.jspecify.annotations.NullMarked;
