package org.albumen.dispatcher.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.albumen.common.deadletter.LetterId;
import org.albumen.common.deadletter.Resolution;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.ExitCodes;
import org.albumen.dispatcher.client.ApiClient;
import org.albumen.dispatcher.client.LetterChoice;
import org.albumen.dispatcher.client.Resolved;
import org.albumen.dispatcher.deadletter.LetterFilter;
import org.albumen.dispatcher.view.LetterView;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Replays or drops letters through a dispatcher. */
final class ApiResolution {
  /** As many as the API takes at once. */
  private static final int PART = 1_000;

  private final ApiClient api;
  private final Resolution.Action action;
  private final PrintWriter out;

  ApiResolution(ApiClient api, Resolution.Action action, CommandLine command) {
    this.api = api;
    this.action = action;
    this.out = command.getOut();
  }

  /**
   * Does it, and says what was done.
   *
   * @return how to exit
   */
  int resolve(LetterFilter filter, @Nullable String reason) throws AlbumenException {
    Resolved sum =
        filter.jobId() == null && filter.since() == null && filter.ids().size() <= PART
            ? resolve(choice(filter, reason))
            : resolveEach(filter, reason);
    out.println(ApiLetters.sum(sum));
    if (filter.batchId() != null && ApiLetters.number(sum.replayed()) > 0) {
      out.println("watch it with: albumen watch " + ExitCodes.printable(filter.batchId()));
    }
    out.flush();
    return ApiLetters.exitCode(sum);
  }

  /** Says what would be done. */
  int dryRun(LetterFilter filter) throws AlbumenException {
    String verb = action == Resolution.Action.REPLAYED ? "replayed" : "dropped";
    List<LetterView> open = open(filter);
    for (LetterView letter : open) {
      String where = action == Resolution.Action.REPLAYED ? " to " + letter.topic() : "";
      String head = "%-6s  would be %s%s  ".formatted(letter.id(), verb, where);
      out.println(ExitCodes.printable(head + ApiLetters.subject(letter)));
    }
    out.println("would have " + verb + " " + open.size());
    out.flush();
    return ExitCodes.OK;
  }

  private static LetterChoice choice(LetterFilter filter, @Nullable String reason) {
    boolean all = filter.equals(LetterFilter.EVERYTHING);
    return new LetterChoice(
        filter.ids().isEmpty() ? null : List.copyOf(filter.ids()),
        filter.batchId(),
        filter.codes().isEmpty() ? null : List.copyOf(filter.codes()),
        all ? Boolean.TRUE : null,
        reason);
  }

  /** The API knows fewer filters than this command: those letters are looked for here. */
  private Resolved resolveEach(LetterFilter filter, @Nullable String reason)
      throws AlbumenException {
    List<LetterId> ids = open(filter).stream().map(LetterView::id).toList();
    Resolved sum = new Resolved(null, null, 0, null);
    for (int at = 0; at < ids.size(); at += PART) {
      List<LetterId> part = ids.subList(at, Math.min(ids.size(), at + PART));
      sum = sum.plus(resolve(new LetterChoice(part, null, null, null, reason)));
    }
    return sum;
  }

  private List<LetterView> open(LetterFilter filter) throws AlbumenException {
    List<LetterView> open = new ArrayList<>();
    new ApiLetters(api)
        .read(
            filter,
            letter -> {
              if (letter.resolution() == null) {
                open.add(letter);
              }
              return true;
            });
    return open;
  }

  private Resolved resolve(LetterChoice letters) throws AlbumenException {
    return action == Resolution.Action.REPLAYED ? api.replay(letters) : api.drop(letters);
  }
}
