package org.albumen.dispatcher.cli;

import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import org.albumen.common.cli.CommonOptions;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.config.KafkaClients;
import org.albumen.common.config.S3Clients;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.ExitCodes;
import org.albumen.common.store.ObjectStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code albumen check}: whether Kafka and the object store answer. */
@Command(
    name = "check",
    description = {
      "Asks Kafka and the object store for a sign of life, and prints a line for each.",
      "The store is asked once, whatever s3.max-attempts says."
    },
    exitCodeOnInvalidInput = ExitCodes.USAGE,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:both answer",
      "64:an argument is wrong",
      "69:one of them does not answer, or cannot be asked",
      "1:another failure, named by its code"
    })
@SuppressWarnings("NullAway.Init") // picocli sets what is required
public final class CheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  /** What is asked. */
  private interface Question {
    void ask() throws AlbumenException;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try {
      AlbumenConfig config = common.load(Map.of("albumen.s3.max-attempts", "1"));
      boolean kafka = answers("kafka", out, () -> new KafkaClients(config.kafka()).ping());
      boolean store = answers("store", out, () -> ping(config.s3()));
      return kafka && store ? ExitCodes.OK : ExitCodes.UNAVAILABLE;
    } catch (AlbumenException | RuntimeException e) {
      return ExitCodes.report(e, spec.commandLine().getErr());
    }
  }

  private static boolean answers(String service, PrintWriter out, Question question) {
    try {
      question.ask();
      out.println(service + "  answers");
      return true;
    } catch (AlbumenException e) {
      out.println(service + "  " + ExitCodes.printable(e.line()));
      return false;
    } finally {
      out.flush();
    }
  }

  private static void ping(AlbumenConfig.S3 settings) throws AlbumenException {
    try (ObjectStore store = S3Clients.store(settings)) {
      store.ping();
    }
  }
}
