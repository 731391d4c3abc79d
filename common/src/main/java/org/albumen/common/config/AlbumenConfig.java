package org.albumen.common.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Every setting. A name here is a property: {@code worker().maxPixels()} is {@code
 * albumen.worker.max-pixels} in a file and {@code ALBUMEN_WORKER_MAX_PIXELS} in the environment,
 * which wins. Durations are written {@code 30s} or as in ISO 8601. The README's table is compared
 * with this interface by a test.
 */
@ConfigMapping(prefix = "albumen")
public interface AlbumenConfig {

  Kafka kafka();

  S3 s3();

  Worker worker();

  Models models();

  Recipes recipes();

  /** The broker. */
  interface Kafka {
    /** Brokers to begin with, {@code host:port}, comma-separated. */
    @WithDefault("localhost:9092")
    String bootstrapServers();

    /** The share group in which workers stand. */
    @WithDefault("albumen-workers")
    String group();

    /**
     * Partitions of topics that have to be made; well below the lanes of the whole fleet, or a long
     * job holds up others.
     */
    @WithDefault("1")
    int partitions();

    /** How long to wait for the broker at start. */
    @WithDefault("10s")
    Duration connectTimeout();

    /** Passed to every Kafka client as it is: TLS, SASL and the like. */
    Map<String, @WithConverter(Verbatim.class) String> client();
  }

  /** The object store. */
  interface S3 {
    /** A store other than AWS. */
    Optional<URI> endpoint();

    /** The region; for other stores any name will do. */
    @WithDefault("us-east-1")
    String region();

    /** Whether the bucket stands in the path, as most stores other than AWS want it. */
    @WithDefault("false")
    boolean pathStyle();

    /** How often a request is tried in all before the store counts as unavailable. */
    @WithDefault("4")
    int maxAttempts();

    /** How long to wait for a connection. */
    @WithDefault("5s")
    Duration connectTimeout();

    /** How long to wait for the next bytes. */
    @WithDefault("30s")
    Duration readTimeout();
  }

  /** A worker. */
  interface Worker {
    /** The class of workers whose jobs this one takes. */
    @WithDefault("photo")
    String pool();

    /** Jobs in progress at once. */
    @WithDefault("3")
    int lanes();

    /** Threads that run networks; the processors by default. */
    OptionalInt threads();

    /** How long a job is held without being renewed; it is renewed at a third of it. */
    @WithDefault("30s")
    Duration lock();

    /** How often a job is delivered before it is given up; 2 to 10. */
    @WithDefault("5")
    int maxDeliveries();

    /** How long SIGTERM waits for jobs in progress. */
    @WithDefault("25s")
    Duration grace();

    /** Largest source object, in bytes. */
    @WithDefault("1073741824")
    long maxSourceBytes();

    /** Largest photograph, in pixels. */
    @WithDefault("64000000")
    long maxPixels();

    /**
     * Bytes that all jobs together may hold in the process; by default half of the machine's
     * memory, or of the container's.
     */
    OptionalLong memory();

    /**
     * Bytes that all jobs together may hold on the GPU; by default all but 2 GiB of it, and at
     * least half. Without a GPU what networks hold counts as {@link #memory()}.
     */
    OptionalLong deviceMemory();

    /** How images of several jobs are put together. */
    Batch batch();

    /** Where sources and results stand while a job runs; the system's own by default. */
    Optional<Path> scratch();

    /** The address on which metrics and health are served. */
    @WithDefault("127.0.0.1")
    String httpHost();

    /** Port of metrics and health; 0 takes a free one. */
    @WithDefault("9464")
    int httpPort();

    /** The worker's name in events; host name and process by default. */
    Optional<String> name();
  }

  /** Batches: several images in one call of a network. */
  interface Batch {
    /**
     * Images of a batch at most; 1: each is run by itself, so that a result's bytes depend on no
     * other job.
     */
    @WithDefault("1")
    int most();

    /** How long an image waits for others at most. */
    @WithName("wait")
    @WithDefault("5ms")
    Duration delay();
  }

  /** The networks. */
  interface Models {
    /** Where weights and converted networks are kept; the user's cache folder by default. */
    Optional<Path> cache();

    /** A file of further model cards. */
    Optional<Path> cards();
  }

  /** The recipes. */
  interface Recipes {
    /** A folder of further recipes. */
    Optional<Path> folder();
  }
}
