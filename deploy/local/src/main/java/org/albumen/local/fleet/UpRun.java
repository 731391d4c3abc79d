package org.albumen.local.fleet;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.recipe.RecipeBook;
import org.albumen.common.store.ObjectStore;
import org.albumen.dispatcher.Dispatcher;
import org.albumen.dispatcher.Stores;
import org.albumen.worker.Worker;
import org.albumen.worker.generate.ModelGenerator;
import org.albumen.worker.job.JobListener;
import org.albumen.worker.restore.ModelRestorer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Kafka, S3, a dispatcher with its page, and a worker, all in this JVM. */
public final class UpRun implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(UpRun.class);

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final URI page;

  private UpRun(FolderRun.Settings settings, Path photographs, Path results, Path data)
      throws AlbumenException, IOException {
    try {
      LocalServices services =
          own(LocalServices.start(photographs, results, data.resolve("kafka")));
      Map<String, String> decided = new HashMap<>(services.settings());
      decided.put("albumen.dispatcher.state", data.resolve("state").toString());
      AlbumenConfig config = settings.with(decided);
      RecipeBook recipes = RecipeBook.offered(config.recipes().folder());
      ModelRestorer restorer = own(ModelRestorer.of(config));
      ModelGenerator generator = own(ModelGenerator.of(config));
      ObjectStore store = own(services.store(config));
      Worker worker =
          own(
              Worker.start(
                  config, recipes, store, restorer, generator, Optional.empty(), JobListener.NONE));
      LOG.atInfo().addKeyValue("worker", worker.name()).log("takes jobs");
      Stores stores = own(services.stores(config));
      this.page = own(Dispatcher.start(config, recipes, stores)).address();
    } catch (AlbumenException | IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Starts everything.
   *
   * @param photographs becomes the bucket {@code photographs}, which is never written
   * @param results becomes the bucket {@code restored}
   * @param data where Kafka and the tracker keep what they know
   */
  public static UpRun start(FolderRun.Settings settings, Path photographs, Path results, Path data)
      throws AlbumenException, IOException {
    return new UpRun(settings, photographs, results, data);
  }

  /** Where the page is. */
  public URI page() {
    return page;
  }

  @Override
  public void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        LOG.warn("a part did not close", e);
      }
    }
  }

  private <T extends AutoCloseable> T own(T part) {
    parts.push(part);
    return part;
  }
}
