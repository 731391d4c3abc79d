package org.albumen.models.catalogue;

/** What a licence lets its holder do, roughly; the card's words say what exactly. */
public enum LicenceClass {
  /** Any use, commercial use too. */
  PERMISSIVE,
  /** Research, study or private use only. */
  NON_COMMERCIAL,
  /** Nobody states a licence of the weights. */
  UNKNOWN
}
