/** Other ways in than the API's own: CloudEvents, and an archive's derivative service. */
@NullMarked
package org.albumen.dispatcher.frontdoor;

import org.jspecify.annotations.NullMarked;
