/** What every command of the command line has in common. */
@NullMarked
package org.albumen.common.cli;

import org.jspecify.annotations.NullMarked;
