/** What was consumed and what follows from it, in one transaction. */
@NullMarked
package org.albumen.dispatcher.transact;

import org.jspecify.annotations.NullMarked;
