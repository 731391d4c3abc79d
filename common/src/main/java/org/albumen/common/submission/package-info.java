/** Requests to do something to many photographs, as they stand in their topic. */
@NullMarked
package org.albumen.common.submission;

import org.jspecify.annotations.NullMarked;
