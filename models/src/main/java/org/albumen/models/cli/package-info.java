/** The models command. */
@NullMarked
package org.albumen.models.cli;

import org.jspecify.annotations.NullMarked;
