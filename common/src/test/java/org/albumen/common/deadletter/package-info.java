@NullMarked
package org.albumen.common.deadletter;

import org.jspecify.annotations.NullMarked;
