/** What a photograph's file says beside its samples. */
@NullMarked
package org.albumen.models.imaging.metadata;

import org.jspecify.annotations.NullMarked;
