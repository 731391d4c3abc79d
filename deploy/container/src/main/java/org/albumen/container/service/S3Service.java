package org.albumen.container.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.albumen.embedded.EmbeddedS3;

/**
 * A store at port 9000, with the credentials that the environment's {@code AWS_ACCESS_KEY_ID} and
 * {@code AWS_SECRET_ACCESS_KEY} say and the buckets that are its arguments. Objects lie in {@code
 * /data/buckets} and outlive a restart.
 */
public final class S3Service {
  private static final Path FOLDER = Path.of("/data/buckets");
  private static final int PORT = 9000;

  private S3Service() {}

  public static void main(String[] buckets) throws IOException {
    for (String bucket : buckets) {
      Files.createDirectories(FOLDER.resolve(bucket));
    }
    EmbeddedS3.start(
        FOLDER, "0.0.0.0", PORT, variable("AWS_ACCESS_KEY_ID"), variable("AWS_SECRET_ACCESS_KEY"));
    System.out.println("started");
  }

  private static String variable(String name) {
    String value = System.getenv(name);
    if (value == null) {
      throw new IllegalStateException("the environment has no " + name);
    }
    return value;
  }
}
