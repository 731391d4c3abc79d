/** What the dispatcher's tests share: services in this JVM, and events made by hand. */
@NullMarked
package org.albumen.dispatcher;

import org.jspecify.annotations.NullMarked;
