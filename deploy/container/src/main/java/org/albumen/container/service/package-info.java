/** A Kafka broker and an S3 store, each in a container of its own. */
@NullMarked
package org.albumen.container.service;

import org.jspecify.annotations.NullMarked;
