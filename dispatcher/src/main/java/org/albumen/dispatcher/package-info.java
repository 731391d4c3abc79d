@NullMarked
package org.albumen.dispatcher;

import org.jspecify.annotations.NullMarked;
