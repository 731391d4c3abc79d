package org.albumen.common.event;

/**
 * A network that took part.
 *
 * @param sha256 names its weights and the way they are run
 * @param licence SPDX identifier
 */
public record NetworkUse(String name, String sha256, String licence) {}
