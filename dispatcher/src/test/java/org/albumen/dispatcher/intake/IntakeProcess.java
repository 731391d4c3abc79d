package org.albumen.dispatcher.intake;

import java.util.Map;
import org.albumen.common.recipe.RecipeBook;
import org.albumen.dispatcher.Services;

/** An intake in a process of its own, until it is killed or nobody reads its output any more. */
final class IntakeProcess {
  private IntakeProcess() {}

  /** Broker, topic, and the file of rules; few messages in a transaction. */
  public static void main(String[] arguments) throws Exception {
    Intake.start(
        Services.config(
            Map.of(
                "kafka.bootstrap-servers",
                arguments[0],
                "kafka.partitions",
                "1",
                "kafka.client.max.poll.records",
                "20",
                "dispatcher.intake.topic",
                arguments[1],
                "dispatcher.intake.rules",
                arguments[2])),
        "killed",
        RecipeBook.builtIn(),
        IntakeMetrics.NONE);
    while (System.in.read() >= 0) {
      // The test's end closes this.
    }
    System.exit(0);
  }
}
