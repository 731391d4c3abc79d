package org.albumen.dispatcher.expand;

import java.util.Map;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.config.KafkaClients;
import org.albumen.common.config.S3Clients;
import org.albumen.common.store.Boundary;
import org.albumen.common.store.SourceReader;
import org.albumen.dispatcher.Services;
import org.albumen.dispatcher.select.SourceRule;

/** One expander in a process of its own, until it is killed or nobody reads its output any more. */
final class ExpanderProcess {
  private ExpanderProcess() {}

  /** Broker, store, and the size of a page. */
  public static void main(String[] arguments) throws Exception {
    AlbumenConfig config =
        Services.config(
            Map.of(
                "kafka.bootstrap-servers", arguments[0],
                "s3.endpoint", arguments[1],
                "s3.path-style", "true"));
    SourceReader store = S3Clients.reader(config.s3());
    Expanders.start(
        1,
        new Expanders.Parts(
            new KafkaClients(config.kafka()),
            "killed",
            store,
            SourceRule.all(Boundary.ANY_BUCKET),
            Room.UNBOUNDED,
            batch -> false,
            Integer.parseInt(arguments[2])));
    while (System.in.read() >= 0) {
      // The test's end closes this.
    }
    System.exit(0);
  }
}
