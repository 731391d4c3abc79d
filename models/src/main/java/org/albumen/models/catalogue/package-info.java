/** Model cards, where weights come from, and the folder they are kept in. */
@NullMarked
package org.albumen.models.catalogue;

import org.jspecify.annotations.NullMarked;
