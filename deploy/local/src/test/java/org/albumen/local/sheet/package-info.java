/** Tests of the contact sheet. */
@NullMarked
package org.albumen.local.sheet;

import org.jspecify.annotations.NullMarked;
