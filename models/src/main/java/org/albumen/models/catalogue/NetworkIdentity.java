package org.albumen.models.catalogue;

/**
 * Which network made a result.
 *
 * @param name the card's name, for instance {@code realesrgan-x2plus}
 * @param sha256 64 lower-case hex digits that name the weights and the way they are run; the same
 *     whichever source they came from
 * @param licence SPDX identifier of the weights' licence
 */
public record NetworkIdentity(String name, String sha256, String licence) {}
