/** What a recipe does to a source: the stages between claim and store. */
@NullMarked
package org.albumen.worker.task;

import org.jspecify.annotations.NullMarked;
