/** Orders to the whole fleet. */
@NullMarked
package org.albumen.common.control;

import org.jspecify.annotations.NullMarked;
