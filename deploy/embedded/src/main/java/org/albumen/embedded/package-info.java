@NullMarked
package org.albumen.embedded;

import org.jspecify.annotations.NullMarked;
