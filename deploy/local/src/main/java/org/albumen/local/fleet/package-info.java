/** Broker, store, dispatcher and worker joined in one JVM. */
@NullMarked
package org.albumen.local.fleet;

import org.jspecify.annotations.NullMarked;
