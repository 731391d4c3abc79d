/** What has happened to batches. */
@NullMarked
package org.albumen.common.batch;

import org.jspecify.annotations.NullMarked;
