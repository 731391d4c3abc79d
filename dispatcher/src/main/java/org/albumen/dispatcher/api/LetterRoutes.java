package org.albumen.dispatcher.api;

import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.albumen.common.deadletter.LetterId;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.dispatcher.api.Answers.LettersRequest;
import org.albumen.dispatcher.deadletter.LetterFilter;
import org.jspecify.annotations.Nullable;

/**
 * {@code /dead-letters}: list, replay, drop. A tenant's callers must name a batch of theirs: most
 * letters are not theirs, and some are no tenant's.
 */
final class LetterRoutes {
  private static final int LONGEST_REASON = 500;
  private static final int MOST_IDS = 1_000;

  private final LetterDesk desk;
  private final KnownBatches known;

  LetterRoutes(LetterDesk desk, KnownBatches known) {
    this.desk = desk;
    this.known = known;
  }

  void register(Routes routes) {
    routes.get("/dead-letters", Routes.READ, this::list, "batch", "code", "after", "limit");
    routes.post("/dead-letters/replay", Routes.OPERATE, this::replay);
    routes.post("/dead-letters/drop", Routes.OPERATE, this::drop);
  }

  private void list(Exchange x) throws AlbumenException {
    String batch = x.query("batch");
    requireTheirs(x, batch);
    FailureCode code = x.code("code");
    LetterFilter filter =
        new LetterFilter(Set.of(), code == null ? Set.of() : Set.of(code), batch, null, null);
    x.json(200, desk.list(filter, after(x), x.limit()));
  }

  private void replay(Exchange x) throws AlbumenException {
    LettersRequest request = x.body(LettersRequest.class);
    x.json(200, desk.replay(filter(x, request), x.caller(), reason(request)));
  }

  private void drop(Exchange x) throws AlbumenException {
    LettersRequest request = x.body(LettersRequest.class);
    x.json(200, desk.drop(filter(x, request), x.caller(), reason(request)));
  }

  private LetterFilter filter(Exchange x, LettersRequest request) throws AlbumenException {
    requireTheirs(x, request.batch());
    boolean everything = Boolean.TRUE.equals(request.everything());
    boolean limited =
        Stream.of(request.ids(), request.batch(), request.codes()).anyMatch(Objects::nonNull);
    if (everything == limited) {
      throw Exchange.bad(
          "say which letters: ids, batch, codes, or everything, which is limited by none of them");
    }
    if (request.ids() != null && (request.ids().isEmpty() || request.ids().size() > MOST_IDS)) {
      throw Exchange.bad("ids must be 1 to " + MOST_IDS);
    }
    if (request.codes() != null && request.codes().isEmpty()) {
      throw Exchange.bad("codes is empty; leave it out for any");
    }
    return new LetterFilter(
        request.ids() == null ? Set.of() : new LinkedHashSet<>(request.ids()),
        request.codes() == null ? Set.of() : request.codes(),
        request.batch(),
        null,
        null);
  }

  private void requireTheirs(Exchange x, @Nullable String batch) throws AlbumenException {
    if (x.caller().tenant() == null) {
      return;
    }
    if (batch == null) {
      throw Exchange.bad("name the batch whose letters are meant");
    }
    known.require(batch, x.caller());
  }

  private static @Nullable String reason(LettersRequest request) throws AlbumenException {
    String reason = request.reason();
    if (reason != null && reason.length() > LONGEST_REASON) {
      throw Exchange.bad("reason has more than " + LONGEST_REASON + " characters");
    }
    return reason == null || reason.isBlank() ? null : reason.strip();
  }

  private static @Nullable LetterId after(Exchange x) throws AlbumenException {
    String after = x.query("after");
    try {
      return after == null ? null : LetterId.parse(after);
    } catch (IllegalArgumentException e) {
      throw Exchange.bad("after: " + e.getMessage());
    }
  }
}
