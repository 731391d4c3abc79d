/** Who sent a request. */
@NullMarked
package org.albumen.dispatcher.api.auth;

import org.jspecify.annotations.NullMarked;
