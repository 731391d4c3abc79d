package org.albumen.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.albumen.common.licence.LicenceClass;
import org.albumen.common.licence.Licences;
import org.albumen.common.licence.ModelLicence;
import org.albumen.models.catalogue.Catalogue;
import org.junit.jupiter.api.Test;

/** The dispatcher knows no model cards; what it knows instead says the same. */
class LicencesTest {
  @Test
  void licencesAreThoseOfTheCards() {
    // When
    List<ModelLicence> known = List.copyOf(Licences.builtIn().all());

    // Then
    assertThat(known)
        .containsExactlyInAnyOrderElementsOf(
            Catalogue.standard().cards().stream()
                .map(
                    card ->
                        new ModelLicence(
                            card.name(),
                            card.title(),
                            card.licence(),
                            LicenceClass.valueOf(card.licenceClass().name())))
                .toList());
  }
}
