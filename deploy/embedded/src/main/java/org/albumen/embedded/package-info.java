/** A Kafka broker and an S3 store inside this JVM. */
@NullMarked
package org.albumen.embedded;

import org.jspecify.annotations.NullMarked;
