@NullMarked
package org.albumen.dispatcher.backlog;

import org.jspecify.annotations.NullMarked;
