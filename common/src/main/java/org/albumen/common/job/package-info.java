/** What is asked for: one source, one recipe, one place for the result. */
@NullMarked
package org.albumen.common.job;

import org.jspecify.annotations.NullMarked;
