/** Restoring the faces of a photograph: which, by what network, with what outcome. */
@NullMarked
package org.albumen.models.face.restore;

import org.jspecify.annotations.NullMarked;
