@NullMarked
package org.albumen.bench;

import org.jspecify.annotations.NullMarked;
