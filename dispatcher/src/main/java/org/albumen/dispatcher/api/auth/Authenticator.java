package org.albumen.dispatcher.api.auth;

import java.util.Optional;
import org.albumen.dispatcher.access.Caller;

/** Tells who holds a bearer token. Implementations are safe for use by several threads. */
interface Authenticator {

  /** Empty when the token is none of this authenticator's, or is not valid. */
  Optional<Caller> caller(String token);
}
