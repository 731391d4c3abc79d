/** How fast the dispatcher is, against Kafka's bare clients in the same run. */
@NullMarked
package org.albumen.bench.dispatch;

import org.jspecify.annotations.NullMarked;
