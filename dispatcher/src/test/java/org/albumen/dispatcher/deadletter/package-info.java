@NullMarked
package org.albumen.dispatcher.deadletter;

import org.jspecify.annotations.NullMarked;
