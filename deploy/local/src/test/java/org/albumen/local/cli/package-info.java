@NullMarked
package org.albumen.local.cli;

import org.jspecify.annotations.NullMarked;
