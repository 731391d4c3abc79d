@NullMarked
package org.albumen.local;

import org.jspecify.annotations.NullMarked;
