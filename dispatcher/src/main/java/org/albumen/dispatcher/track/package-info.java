/** From events to progress: reading the events topic, and where a batch stands. */
@NullMarked
package org.albumen.dispatcher.track;

import org.jspecify.annotations.NullMarked;
