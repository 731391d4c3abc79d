/** The dispatcher's HTTP API, as commands use it. */
@NullMarked
package org.albumen.dispatcher.client;

import org.jspecify.annotations.NullMarked;
