package org.albumen.common.licence;

import static java.util.Objects.requireNonNull;

/**
 * Under which licence a network's weights may be used.
 *
 * @param name the catalogue's name of the network
 * @param title what it is, in one line
 * @param licence SPDX
 * @param licenceClass what that allows, roughly
 */
public record ModelLicence(String name, String title, String licence, LicenceClass licenceClass) {
  public ModelLicence {
    requireNonNull(name, "name");
    requireNonNull(title, "title");
    requireNonNull(licence, "licence");
    requireNonNull(licenceClass, "licenceClass");
  }
}
