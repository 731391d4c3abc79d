/** The store's notifications of new objects become jobs by an operator's rules. */
@NullMarked
package org.albumen.dispatcher.intake;

import org.jspecify.annotations.NullMarked;
