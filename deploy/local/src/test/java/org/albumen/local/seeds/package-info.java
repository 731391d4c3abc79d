/** What dispatcher and models, which do not know each other, must agree on. */
@NullMarked
package org.albumen.local.seeds;

import org.jspecify.annotations.NullMarked;
