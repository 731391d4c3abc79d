/** Speed, as ratios of what was measured in one run. */
@NullMarked
package org.albumen.bench;

import org.jspecify.annotations.NullMarked;
