/** One job from delivery to verdict. */
@NullMarked
package org.albumen.worker.job;

import org.jspecify.annotations.NullMarked;
