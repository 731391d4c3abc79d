/** The networks of the field, declared once. */
@NullMarked
package org.albumen.models.network;

import org.jspecify.annotations.NullMarked;
