/** The HTTP API and the page. */
@NullMarked
package org.albumen.dispatcher.api;

import org.jspecify.annotations.NullMarked;
