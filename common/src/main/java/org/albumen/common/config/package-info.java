/** Settings from file and environment, and the clients made from them. */
@NullMarked
package org.albumen.common.config;

import org.jspecify.annotations.NullMarked;
