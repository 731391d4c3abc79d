package org.albumen.common.licence;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;

/** What a licence lets its holder do, roughly. */
public enum LicenceClass {
  /** Any use, commercial use too. */
  @JsonProperty("permissive")
  PERMISSIVE,
  /** Research, study or private use only. */
  @JsonProperty("non-commercial")
  NON_COMMERCIAL,
  /** Nobody states a licence, or the network is not one of the built-in catalogue. */
  @JsonProperty("unknown")
  UNKNOWN;

  /** As it stands in settings and JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Reads a word of {@code albumen.dispatcher.licences}.
   *
   * @throws AlbumenException {@code BAD_CONFIGURATION}
   */
  public static LicenceClass parse(String word) throws AlbumenException {
    for (LicenceClass known : values()) {
      if (known.word().equals(word.strip())) {
        return known;
      }
    }
    throw new AlbumenException(
        FailureCode.BAD_CONFIGURATION,
        "albumen.dispatcher.licences: '"
            + word
            + "' is none of permissive, non-commercial, unknown");
  }
}
