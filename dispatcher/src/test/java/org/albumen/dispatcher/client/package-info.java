/** The client against an API that answers what it is told to. */
@NullMarked
package org.albumen.dispatcher.client;

import org.jspecify.annotations.NullMarked;
