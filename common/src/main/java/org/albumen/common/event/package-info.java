/** What has happened to a job. */
@NullMarked
package org.albumen.common.event;

import org.jspecify.annotations.NullMarked;
