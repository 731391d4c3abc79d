package org.albumen.models.cli;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.albumen.models.catalogue.LicenceClass;
import org.albumen.models.catalogue.Terms;
import picocli.CommandLine.Option;

/** What a user agrees to when asking for weights. */
final class TermsOptions {
  /** As a user writes them. */
  enum Licence {
    nc,
    unknown
  }

  @Option(
      names = {"--allow-license", "--allow-licence"},
      paramLabel = "CLASS",
      split = ",",
      description =
          "Accept weights for non-commercial use only (nc), or without a stated licence (unknown).")
  private List<Licence> licences = List.of();

  @Option(
      names = "--trust-unverified",
      description =
          "Accept a file whose SHA-256 nobody states; it is recorded and compared from then on.")
  private boolean unverified;

  Terms terms() {
    Set<LicenceClass> accepted = EnumSet.noneOf(LicenceClass.class);
    for (Licence licence : licences) {
      accepted.add(licence == Licence.nc ? LicenceClass.NON_COMMERCIAL : LicenceClass.UNKNOWN);
    }
    return new Terms(accepted, unverified);
  }
}
