/** Submissions: what is asked for, whether it may be, and its way to Kafka. */
@NullMarked
package org.albumen.dispatcher.submission;

import org.jspecify.annotations.NullMarked;
