package org.albumen.common.event;

import static java.util.Objects.requireNonNull;

/**
 * A network that took part.
 *
 * @param sha256 names its weights and the way they are run
 * @param licence SPDX identifier
 */
public record NetworkUse(String name, String sha256, String licence) {
  public NetworkUse {
    requireNonNull(name, "name");
    requireNonNull(sha256, "sha256");
    requireNonNull(licence, "licence");
  }
}
