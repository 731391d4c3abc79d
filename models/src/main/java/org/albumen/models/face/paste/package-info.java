/** Bringing restored faces back to their place in the photograph: masks and patches. */
@NullMarked
package org.albumen.models.face.paste;

import org.jspecify.annotations.NullMarked;
