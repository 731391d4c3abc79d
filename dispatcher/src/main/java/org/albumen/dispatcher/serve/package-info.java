/** What runs as long as the dispatcher does. */
@NullMarked
package org.albumen.dispatcher.serve;

import org.jspecify.annotations.NullMarked;
