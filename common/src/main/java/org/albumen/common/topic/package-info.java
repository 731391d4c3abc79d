/** The Kafka topics and their names. */
@NullMarked
package org.albumen.common.topic;

import org.jspecify.annotations.NullMarked;
