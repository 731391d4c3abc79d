@NullMarked
package org.albumen.worker;

import org.jspecify.annotations.NullMarked;
