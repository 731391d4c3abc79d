/** Dead letters: looking at them, replaying and dropping them, and the audit of that. */
@NullMarked
package org.albumen.dispatcher.deadletter;

import org.jspecify.annotations.NullMarked;
