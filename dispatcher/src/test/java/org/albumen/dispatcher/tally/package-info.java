@NullMarked
package org.albumen.dispatcher.tally;

import org.jspecify.annotations.NullMarked;
