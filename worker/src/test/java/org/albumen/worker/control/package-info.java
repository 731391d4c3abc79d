@NullMarked
package org.albumen.worker.control;

import org.jspecify.annotations.NullMarked;
