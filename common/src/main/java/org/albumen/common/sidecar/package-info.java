/** The description that is stored beside every result. */
@NullMarked
package org.albumen.common.sidecar;

import org.jspecify.annotations.NullMarked;
