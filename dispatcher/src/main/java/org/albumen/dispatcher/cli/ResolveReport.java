package org.albumen.dispatcher.cli;

import java.io.PrintWriter;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.albumen.common.deadletter.DeadLetter;
import org.albumen.common.deadletter.Resolution;
import org.albumen.common.failure.ExitCodes;
import org.albumen.dispatcher.deadletter.Outcome;
import picocli.CommandLine;

/** Says what became of letters, one a line, and in sum. */
final class ResolveReport implements Consumer<Outcome> {
  private final boolean replay;
  private final boolean dryRun;
  private final boolean named;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Set<String> batches = new TreeSet<>();
  private long done;
  private long before;
  private long refused;

  /**
   * @param named whether the letters were named one by one: then it is said of each when it was
   *     resolved before, which else would be the whole past
   */
  ResolveReport(Resolution.Action action, boolean dryRun, boolean named, CommandLine command) {
    this.replay = action == Resolution.Action.REPLAYED;
    this.dryRun = dryRun;
    this.named = named;
    this.out = command.getOut();
    this.err = command.getErr();
  }

  @Override
  public void accept(Outcome outcome) {
    if (outcome instanceof Outcome.Resolved resolved) {
      resolved(resolved.letter());
    } else if (outcome instanceof Outcome.ResolvedBefore earlier) {
      before++;
      if (named) {
        line(outcome.letter(), "already " + LetterLines.words(earlier.resolution()));
      }
    } else if (outcome instanceof Outcome.Refused no) {
      refused++;
      out.flush(); // in the order in which it was found
      ExitCodes.report(no.why(), err);
    }
  }

  /** Says it in sum. */
  void sum() {
    out.printf(
        "%s %d, resolved before %d, refused %d%n",
        dryRun ? "would have " + verb() : verb(), done, before, refused);
    if (replay && !dryRun && batches.size() == 1) {
      out.println("follow: albumen events --follow --batch " + batches.iterator().next());
    }
    out.flush();
  }

  /** Says what was done until it broke off, if anything was. */
  void brokeOff() {
    if (done + before + refused > 0) {
      sum();
    }
  }

  /** Whether any letter was refused. */
  boolean refused() {
    return refused > 0;
  }

  private void resolved(DeadLetter letter) {
    done++;
    if (letter.job() != null && batches.size() < 2) {
      batches.add(letter.job().batchId());
    }
    String where = replay ? " to " + letter.origin().topic() : "";
    line(letter, (dryRun ? "would be " : "") + verb() + where);
  }

  private void line(DeadLetter letter, String what) {
    out.printf(
        "%-6s  %s  %s%n",
        letter.id(), ExitCodes.printable(what), ExitCodes.printable(LetterLines.subject(letter)));
  }

  private String verb() {
    return replay ? "replayed" : "dropped";
  }
}
