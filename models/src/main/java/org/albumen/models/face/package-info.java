/** Finding faces: RetinaFace and its decoding. */
@NullMarked
package org.albumen.models.face;

import org.jspecify.annotations.NullMarked;
