/** Laying faces as networks were taught them: templates, the similarity that fits, the crop. */
@NullMarked
package org.albumen.models.face.align;

import org.jspecify.annotations.NullMarked;
