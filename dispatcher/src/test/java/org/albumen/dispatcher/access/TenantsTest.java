package org.albumen.dispatcher.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.ObjectRef;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TenantsTest {
  @TempDir Path folder;

  @Test
  void aSubmissionsTenantIsBoundByTheFile() throws Exception {
    // Given
    Path file =
        Files.writeString(
            folder.resolve("tenants.json"), "{\"north\": {\"buckets\": [\"a/north\"]}}");
    Tenants tenants = Tenants.read(Optional.of(file));

    // When
    Tenant north = tenants.named("north");

    // Then
    north.requireSource(new ObjectRef("a", "north/1.tif"));
    assertThat(code(() -> north.requireSource(new ObjectRef("a", "south/1.tif"))))
        .isEqualTo(FailureCode.BUCKET_NOT_ALLOWED);
    assertThat(code(() -> tenants.named("gone"))).isEqualTo(FailureCode.ROLE_MISSING);
    assertThat(tenants.named(null)).isEqualTo(Tenant.UNLIMITED);
    assertThat(Tenants.none().named("anybody")).isEqualTo(Tenant.UNLIMITED);
  }

  private static FailureCode code(ThrowingCallable refused) {
    return catchThrowableOfType(AlbumenException.class, refused).code();
  }
}
