package org.albumen.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.albumen.bench.chaos.Ledger.Kind;
import org.albumen.bench.chaos.Ledger.Letter;
import org.albumen.bench.chaos.Ledger.Order;
import org.albumen.bench.chaos.Ledger.Said;
import org.albumen.bench.chaos.Ledger.StoredObject;
import org.albumen.bench.chaos.Ledger.Told;
import org.albumen.bench.chaos.References.Reference;
import org.albumen.common.failure.FailureCode;
import org.junit.jupiter.api.Test;

/** Ledgers that are made up: every fault that there may be must be found. */
class ReconcilerTest {
  private static final MadePhotograph GOOD = MadePhotograph.good().get(0);
  private static final MadePhotograph BAD = MadePhotograph.bad().get(0);
  private static final FailureCode CODE = FailureCode.NOT_AN_IMAGE;
  private static final Map<String, MadePhotograph> CONTENTS =
      Map.of("rolls/a.png", GOOD, "rolls/b.png", GOOD, "rolls/x.jpg", BAD);
  private static final References REFERENCES =
      new References(Map.of(GOOD.name(), new Reference("image", "mask")));

  private final List<Order> orders =
      new ArrayList<>(
          List.of(
              new Order("1", "rolls/a.png", "t/rolls/a"),
              new Order("2", "rolls/b.png", "t/rolls/b"),
              new Order("3", "rolls/x.jpg", "t/rolls/x")));
  private final List<Told> told =
      new ArrayList<>(
          List.of(success("1", "rolls/a.png"), success("2", "rolls/b.png"), failure("3", CODE)));
  private final List<Letter> letters = new ArrayList<>(List.of(new Letter("3", CODE.name())));
  private final List<StoredObject> objects = new ArrayList<>();
  private final List<String> strays = new ArrayList<>();

  ReconcilerTest() {
    objects.addAll(result("t/rolls/a", "0000000000000001"));
    objects.addAll(result("t/rolls/b", "0000000000000002"));
  }

  @Test
  void aLedgerInWhichAllIsWellIsGood() {
    Reconciliation sum = reconciled();
    assertThat(sum)
        .isEqualTo(
            new Reconciliation(
                3,
                3,
                2,
                1,
                Map.of("NOT_AN_IMAGE", 1),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                0,
                0));
    assertThat(sum.good()).isTrue();
  }

  @Test
  void whatWasSubmittedTwiceAndToldTwiceIsAnOldStory() {
    // Given a message and an event again, and a second job for the same result
    orders.add(orders.get(0));
    told.add(success("1", "rolls/a.png"));
    orders.add(new Order("4", "rolls/a.png", "t/rolls/a"));
    told.add(success("4", "rolls/a.png"));
    letters.add(letters.get(0));
    // When
    Reconciliation sum = reconciled();
    // Then
    assertThat(sum.good()).isTrue();
    assertThat(sum.submitted()).isEqualTo(4);
    assertThat(sum.messages()).isEqualTo(5);
    assertThat(sum.stored()).isEqualTo(3);
    assertThat(sum.duplicateEvents()).isEqualTo(1);
    assertThat(sum.duplicateLetters()).isEqualTo(1);
  }

  @Test
  void aJobWithoutAnEventIsLost() {
    told.removeIf(end -> end.job().equals("2"));
    assertThatOneIsLost("job 2 of rolls/b.png has no event of its end");
  }

  @Test
  void aJobWithoutItsImageIsLost() {
    remove("t/rolls/b", kind -> kind == Kind.IMAGE);
    assertThatOneIsLost("job 2 of rolls/b.png has no IMAGE");
    assertThat(reconciled().orphans())
        .containsExactly("t/rolls/b.0000000000000002 has [MASK, PREMIS, SIDECAR]");
  }

  @Test
  void aJobWithoutItsSidecarIsLostAndItsImageAnOrphan() {
    remove("t/rolls/b", kind -> kind == Kind.SIDECAR);
    assertThatOneIsLost("job 2 of rolls/b.png has no SIDECAR");
    assertThat(reconciled().orphans())
        .containsExactly("t/rolls/b.0000000000000002 has [IMAGE, MASK, PREMIS]");
  }

  @Test
  void aGoodPhotographThatFailedIsLost() {
    told.set(1, failure("2", "rolls/b.png", FailureCode.DELIVERIES_EXHAUSTED));
    remove("t/rolls/b", kind -> true);
    assertThatOneIsLost(
        "job 2 of rolls/b.png has no IMAGE, no MASK, no PREMIS, no SIDECAR"
            + " (DELIVERIES_EXHAUSTED: why)");
  }

  @Test
  void aBadPhotographWithoutADeadLetterIsLost() {
    letters.clear();
    assertThatOneIsLost("job 3 of rolls/x.jpg has no dead letter (NOT_AN_IMAGE: why)");
  }

  @Test
  void aPhotographThatWasNeverSubmittedIsLost() {
    orders.remove(1);
    told.remove(1);
    remove("t/rolls/b", kind -> true);
    assertThatOneIsLost("rolls/b.png was never submitted");
  }

  @Test
  void twoResultsOfAJobAreDoubled() {
    objects.add(object("t/rolls/b", "00000000000000ff", Kind.IMAGE, "image"));
    assertThat(reconciled().doubled()).containsExactly("job 2 of rolls/b.png has 2 of IMAGE");
  }

  @Test
  void twoSidecarsOfAJobAreDoubled() {
    objects.add(sidecar("t/rolls/b", "00000000000000ff", "image"));
    assertThat(reconciled().doubled()).containsExactly("job 2 of rolls/b.png has 2 of SIDECAR");
  }

  @Test
  void twoEndsOfAJobAreDoubled() {
    told.add(failure("2", "rolls/b.png", FailureCode.STORE_UNAVAILABLE));
    assertThat(reconciled().doubled())
        .containsExactly(
            "job 2 of rolls/b.png has both a success and a failure (STORE_UNAVAILABLE: why)");
  }

  @Test
  void aResultAndADeadLetterAreDoubled() {
    letters.add(new Letter("2", "STORE_UNAVAILABLE"));
    assertThat(reconciled().doubled())
        .containsExactly("job 2 of rolls/b.png has a result and a dead letter");
  }

  @Test
  void otherBytesThanTheCalmOnesAreWrong() {
    remove("t/rolls/b", kind -> kind == Kind.IMAGE || kind == Kind.SIDECAR);
    objects.add(object("t/rolls/b", "0000000000000002", Kind.IMAGE, "other"));
    objects.add(sidecar("t/rolls/b", "0000000000000002", "other"));
    assertThat(reconciled().wrong())
        .containsExactly(
            "job 2 of rolls/b.png has a result other than its event says,"
                + " a result other than the calm one");
  }

  @Test
  void aSidecarOfAnotherResultIsWrong() {
    remove("t/rolls/b", kind -> kind == Kind.SIDECAR);
    objects.add(sidecar("t/rolls/b", "0000000000000002", "other"));
    assertThat(reconciled().wrong())
        .containsExactly("job 2 of rolls/b.png has a result other than its sidecar says");
  }

  @Test
  void anotherMaskIsWrong() {
    remove("t/rolls/b", kind -> kind == Kind.MASK);
    objects.add(object("t/rolls/b", "0000000000000002", Kind.MASK, "other"));
    assertThat(reconciled().wrong())
        .containsExactly(
            "job 2 of rolls/b.png has a mask other than its sidecar says,"
                + " a mask other than the calm one");
  }

  @Test
  void anotherFailureThanTheOneThatMustBeIsWrong() {
    told.set(2, failure("3", FailureCode.UNEXPECTED));
    assertThat(reconciled().wrong())
        .containsExactly(
            "job 3 of rolls/x.jpg has [UNEXPECTED] for NOT_AN_IMAGE (UNEXPECTED: why)");
  }

  @Test
  void aBadPhotographWithAResultIsWrong() {
    told.set(2, success("3", "rolls/x.jpg"));
    objects.addAll(result("t/rolls/x", "0000000000000003"));
    assertThat(reconciled().wrong())
        .containsExactly("job 3 of rolls/x.jpg has a result and must not, a success and must not");
  }

  @Test
  void whatBelongsToNoJobIsAnOrphan() {
    strays.add("t/rolls/a.png-5d1c");
    objects.addAll(result("t/rolls/nobody", "0000000000000009"));
    Reconciliation sum = reconciled();
    assertThat(sum.orphans()).hasSize(2).contains("t/rolls/a.png-5d1c");
    assertThat(sum.good()).isTrue();
  }

  private void assertThatOneIsLost(String line) {
    Reconciliation sum = reconciled();
    assertThat(sum.lost()).containsExactly(line);
    assertThat(sum.good()).isFalse();
  }

  private Reconciliation reconciled() {
    return new Reconciler(CONTENTS, REFERENCES)
        .reconcile(new Ledger(orders, told, letters, objects, strays));
  }

  private void remove(String stem, Predicate<Kind> kinds) {
    objects.removeIf(object -> object.stem().equals(stem) && kinds.test(object.kind()));
  }

  private static List<StoredObject> result(String stem, String print) {
    return List.of(
        object(stem, print, Kind.IMAGE, "image"),
        object(stem, print, Kind.MASK, "mask"),
        object(stem, print, Kind.PREMIS, "premis of " + stem),
        sidecar(stem, print, "image"));
  }

  private static StoredObject object(String stem, String print, Kind kind, String sha256) {
    return new StoredObject(stem, print, kind, sha256, null);
  }

  private static StoredObject sidecar(String stem, String print, String image) {
    return new StoredObject(stem, print, Kind.SIDECAR, "of " + stem, new Said(image, "mask"));
  }

  private static Told success(String job, String key) {
    return new Told(job + ":succeeded", job, key, "worker-1", null, "", "image", 0);
  }

  private static Told failure(String job, FailureCode code) {
    return failure(job, "rolls/x.jpg", code);
  }

  private static Told failure(String job, String key, FailureCode code) {
    return new Told(job + ":failed", job, key, "worker-1", code, "why", null, 0);
  }
}
