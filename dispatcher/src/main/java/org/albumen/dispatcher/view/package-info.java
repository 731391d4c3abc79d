/** Batches and jobs as the API shows them. */
@NullMarked
package org.albumen.dispatcher.view;

import org.jspecify.annotations.NullMarked;
