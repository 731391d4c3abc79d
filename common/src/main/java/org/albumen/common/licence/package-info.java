/** Under which licences networks may be used. */
@NullMarked
package org.albumen.common.licence;

import org.jspecify.annotations.NullMarked;
