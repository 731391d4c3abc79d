/** From a listing or seeds to jobs: what is submitted, and how. */
@NullMarked
package org.albumen.dispatcher.submit;

import org.jspecify.annotations.NullMarked;
