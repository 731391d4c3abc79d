/** The dispatcher's commands: submit, events, status. */
@NullMarked
package org.albumen.dispatcher.cli;

import org.jspecify.annotations.NullMarked;
