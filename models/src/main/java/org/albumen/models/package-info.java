@NullMarked
package org.albumen.models;

import org.jspecify.annotations.NullMarked;
