/**
 * The tracker: from events and facts to batches and jobs as they stand, kept by Kafka Streams on
 * every dispatcher in parts, and asked for as a whole.
 */
@NullMarked
package org.albumen.dispatcher.tally;

import org.jspecify.annotations.NullMarked;
