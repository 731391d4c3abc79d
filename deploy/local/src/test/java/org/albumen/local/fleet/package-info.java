@NullMarked
package org.albumen.local.fleet;

import org.jspecify.annotations.NullMarked;
