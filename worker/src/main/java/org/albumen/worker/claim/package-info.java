/** Is there anything to do? Recipe, identity and fingerprint of a job. */
@NullMarked
package org.albumen.worker.claim;

import org.jspecify.annotations.NullMarked;
