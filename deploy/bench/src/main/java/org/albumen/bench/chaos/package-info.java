/**
 * What breaks the fleet and counts what is left: workers killed, a store that fails, a broker that
 * restarts; and the same fleet left in peace for long.
 */
@NullMarked
package org.albumen.bench.chaos;

import org.jspecify.annotations.NullMarked;
