package org.albumen.models.catalogue;

import java.util.Set;
import org.albumen.models.failure.ModelException;
import org.albumen.models.failure.ModelProblem;

/**
 * What whoever asks for weights agrees to.
 *
 * @param licences accepted besides {@link LicenceClass#PERMISSIVE}
 * @param unverified whether a file is taken whose SHA-256 nobody stated; the digest found is kept
 *     and compared from then on
 */
public record Terms(Set<LicenceClass> licences, boolean unverified) {
  /** Nothing but permissive licences and files of known SHA-256. */
  public static final Terms STRICT = new Terms(Set.of(), false);

  public Terms {
    licences = Set.copyOf(licences);
  }

  void requireLicence(ModelCard card) throws ModelException {
    LicenceClass given = card.licenceClass();
    if (given == LicenceClass.PERMISSIVE || licences.contains(given)) {
      return;
    }
    boolean known = given == LicenceClass.NON_COMMERCIAL;
    throw new ModelException(
        ModelProblem.MODEL_UNAVAILABLE,
        "the weights of "
            + card.name()
            + (known ? " are for non-commercial use only (" : " have no stated licence (")
            + card.licenceWords()
            + "); if that is your use, add --allow-license "
            + (known ? "nc" : "unknown"));
  }

  boolean allow(Source source) {
    return unverified || source.sha256() != null;
  }
}
