package org.albumen.worker;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.config.ConfigLoader;
import org.albumen.common.config.S3Clients;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.recipe.RecipeBook;
import org.albumen.worker.fake.ScriptedGenerator;
import org.albumen.worker.fake.ScriptedRestorer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** The main class of a worker that is killed; ends by itself when its standard input does. */
final class DoomedWorker {
  /** Said when a job has begun. */
  static final String RUNNING = "a job runs";

  private DoomedWorker() {}

  /** Arguments: access key, secret key, then settings as {@code name=value}. */
  public static void main(String[] arguments) throws AlbumenException, IOException {
    Map<String, String> settings = new HashMap<>();
    for (int i = 2; i < arguments.length; i++) {
      int equals = arguments[i].indexOf('=');
      settings.put(arguments[i].substring(0, equals), arguments[i].substring(equals + 1));
    }
    AlbumenConfig config = ConfigLoader.load(null, settings);
    Worker.start(
        config,
        RecipeBook.builtIn(),
        S3Clients.store(
            config.s3(),
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(arguments[0], arguments[1]))),
        new ScriptedRestorer(),
        new ScriptedGenerator(),
        Optional.empty(),
        (job, part) -> System.out.println(RUNNING));
    while (System.in.read() >= 0) {
      // Whoever started this process has not ended.
    }
    Runtime.getRuntime().halt(1);
  }
}
