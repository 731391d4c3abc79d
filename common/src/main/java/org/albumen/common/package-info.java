@NullMarked
package org.albumen.common;

import org.jspecify.annotations.NullMarked;
