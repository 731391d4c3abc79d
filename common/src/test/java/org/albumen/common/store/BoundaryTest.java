package org.albumen.common.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.ObjectRef;
import org.albumen.common.job.Target;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BoundaryTest {

  /** Lists stand with spaces for commas; what follows says whether read, readable, written. */
  @ParameterizedTest
  @CsvSource({
    // sources, targets, object, source?, readable?, written?
    "'', '', scans/a, true, true, true",
    "scans, '', scans/a, true, true, false",
    "scans, '', other/a, false, true, true",
    "'', results, results/a, true, true, true",
    "'', results, scans/a, true, true, false",
    "scans, results, scans/a, true, true, false",
    "scans, results, results/a, false, true, true",
    "scans, results, other/a, false, false, false",
    "scans, results, scans2/a, false, false, false",
    "scans/1927, results/out, scans/1927/a, true, true, false",
    "scans/1927, results/out, scans/1928/a, false, false, false",
    "scans/1927, results/out, scans/19277/a, false, false, false",
    "scans/1927/, results/out/, results/out/a, false, true, true",
    "scans/1927, results/out, results/outer/a, false, false, false",
    "scans, scans/restored, scans/restored/a, true, true, true",
    "scans, scans/restored, scans/a, true, true, false",
    "archive/in, archive, archive/in/a, true, true, false",
    "archive/in, archive, archive/out/a, false, true, true",
    "both, both, both/a, true, true, true",
    "'one two/x', 'three', two/x/a, true, true, false",
  })
  void listsDecide(
      String sources, String targets, String object, boolean source, boolean read, boolean write)
      throws Exception {
    // Given
    Boundary boundary = Boundary.of(list(sources), list(targets));
    int slash = object.indexOf('/');
    ObjectRef ref = new ObjectRef(object.substring(0, slash), object.substring(slash + 1));

    // Then
    assertDecides(() -> boundary.requireSource(ref), source);
    assertDecides(() -> boundary.requireReadable(ref), read);
    assertDecides(() -> boundary.requireTarget(ref), write);
  }

  @Test
  void aListingMayShowNothingThatIsNoSource() throws Exception {
    Boundary boundary = Boundary.of(List.of("scans/1927"), List.of());
    assertDecides(() -> boundary.requireSources("scans", "1927/"), true);
    assertDecides(() -> boundary.requireSources("scans", "1927/box"), true);
    assertDecides(() -> boundary.requireSources("scans", "1927"), false);
    assertDecides(() -> boundary.requireSources("scans", ""), false);
    assertDecides(() -> boundary.requireReadable("scans", ""), true);
  }

  @Test
  void aTargetMustLieWhollyInsideWhatIsAllowed() throws Exception {
    Boundary boundary = Boundary.of(List.of("scans"), List.of("results/out"));
    assertDecides(() -> boundary.requireTarget(new Target("results", "out")), true);
    assertDecides(() -> boundary.requireTarget(new Target("results", "out/1927")), true);
    assertDecides(() -> boundary.requireTarget(new Target("results", "")), false);
    assertDecides(() -> boundary.requireTarget(new Target("scans", "out")), false);
  }

  @Test
  void keysAreJudgedWhateverTheLists() {
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> Boundary.ANY_BUCKET.requireSource(new ObjectRef("b", "../a")),
            () -> Boundary.ANY_BUCKET.requireSources("b", "a/../"),
            () -> Boundary.ANY_BUCKET.requireReadable(new ObjectRef("b", "a\u0000")),
            () -> Boundary.ANY_BUCKET.requireReadable("b", "./"),
            () -> Boundary.ANY_BUCKET.requireTarget(new ObjectRef("b", "a/..")),
            () -> Boundary.ANY_BUCKET.requireTarget(new Target("b", "/etc")))) {
      assertThat(refusal(call).code()).isEqualTo(FailureCode.KEY_NOT_ALLOWED);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"..", ".", "a/b", "a\\b", "a b", "%2e%2e", "a\n", "-a", "arn:aws:s3:::.."})
  void aBucketsNameIsANameAndNoPath(String bucket) {
    assertThat(refusal(() -> Boundary.ANY_BUCKET.requireSource(new ObjectRef(bucket, "k"))).line())
        .isEqualTo("BUCKET_NOT_ALLOWED: the bucket's name is no name of a bucket");
    assertThat(refusal(() -> Boundary.ANY_BUCKET.requireTarget(new Target(bucket, ""))).code())
        .isEqualTo(FailureCode.BUCKET_NOT_ALLOWED);
  }

  @Test
  void anAccessPointIsABucketToo() throws Exception {
    String arn = "arn:aws:s3:eu-central-1:123456789012:accesspoint/scans";
    Boundary.ANY_BUCKET.requireSource(new ObjectRef(arn, "k"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../x", "b/../c", "", "/x", "b//c", "b/./c"})
  void aListOfWhatIsNoPlaceIsRefused(String place) {
    assertThat(refusal(() -> Boundary.of(List.of(place), List.of()))).isNotNull();
  }

  @Test
  void aRefusalNamesPlaceAndSetting() throws Exception {
    Boundary boundary = Boundary.of(List.of("scans"), List.of("results"));
    assertThat(refusal(() -> boundary.requireSource(new ObjectRef("x", "y"))).line())
        .isEqualTo(
            "BUCKET_NOT_ALLOWED: sources may not be read from s3://x/y: see"
                + " albumen.s3.source-buckets");
    assertThat(refusal(() -> boundary.requireTarget(new ObjectRef("x", "y"))).line())
        .isEqualTo(
            "BUCKET_NOT_ALLOWED: results may not be written to s3://x/y: see"
                + " albumen.s3.target-buckets");
  }

  private static List<String> list(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(" ", -1));
  }

  private static void assertDecides(ThrowingCallable call, boolean allowed) {
    AlbumenException refused = catchThrowableOfType(AlbumenException.class, call);
    assertThat(refused == null).isEqualTo(allowed);
    if (refused != null) {
      assertThat(refused.code()).isEqualTo(FailureCode.BUCKET_NOT_ALLOWED);
    }
  }

  private static AlbumenException refusal(ThrowingCallable call) {
    return catchThrowableOfType(AlbumenException.class, call);
  }
}
