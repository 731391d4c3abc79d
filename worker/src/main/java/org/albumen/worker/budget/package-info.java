/** Memory is reserved before it is taken: jobs wait for each other instead of failing together. */
@NullMarked
package org.albumen.worker.budget;

import org.jspecify.annotations.NullMarked;
