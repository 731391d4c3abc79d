/** SHA-256 over fields, files and bytes. */
@NullMarked
package org.albumen.common.digest;

import org.jspecify.annotations.NullMarked;
