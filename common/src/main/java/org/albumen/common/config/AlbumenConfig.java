package org.albumen.common.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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

  Dispatcher dispatcher();

  Api api();

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

    /** Where sources may be, {@code name} or {@code name/prefix}; anywhere when left out. */
    Optional<List<String>> sourceBuckets();

    /** Where results may be written, likewise; anywhere but in the sources' when left out. */
    Optional<List<String>> targetBuckets();

    /** What is asked of the store with every write: none, AES256, aws:kms or aws:kms:dsse. */
    @WithDefault("none")
    String encryption();

    /** Id, alias or ARN of the KMS key; AWS's own when left out. */
    Optional<String> kmsKey();

    /** Whether S3 shall use a bucket key with aws:kms; the bucket's own rule when left out. */
    Optional<Boolean> bucketKey();
  }

  /** A worker. */
  interface Worker {
    /** The class of workers whose jobs this one takes. */
    @WithDefault("photo")
    String pool();

    /** Jobs in progress at once. */
    @WithDefault("3")
    int lanes();

    /** Interactive jobs in progress at once, beside those of {@link #lanes}; 0: none are taken. */
    @WithDefault("1")
    int interactiveLanes();

    /** Threads that run networks; the processors by default. */
    OptionalInt threads();

    /** How long a job is held without being renewed; it is renewed at a third of it. */
    @WithDefault("30s")
    Duration lock();

    /**
     * How many deliveries that fail or end without an answer a job may have before it is given up;
     * 2 to 10. Those to workers that were told to stop do not count.
     */
    @WithDefault("5")
    int maxDeliveries();

    /** How long SIGTERM waits for jobs in progress. */
    @WithDefault("25s")
    Duration grace();

    /** Largest message of a job, in bytes. */
    @WithDefault("65536")
    int maxJobBytes();

    /** Largest source object, in bytes. */
    @WithDefault("1073741824")
    long maxSourceBytes();

    /** Largest photograph, in pixels. */
    @WithDefault("64000000")
    long maxPixels();

    Isolate isolate();

    Spot spot();

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

    Retry retry();

    Breaker breaker();

    Limits limits();

    /** How what may pass is tried again while the job is held. */
    interface Retry {
      /** How often a job is tried in one delivery; 1 to 100. */
      @WithDefault("3")
      int attempts();

      /** About how long to wait after the first failure; it doubles with each further one. */
      @WithDefault("500ms")
      Duration firstPause();

      /** The longest wait between two tries, of a job, a queue, an announcement. */
      @WithDefault("10s")
      Duration longestPause();
    }

    /** The circuit breakers before the store and before Kafka. */
    interface Breaker {
      /** How many calls, the latest, a breaker looks at; 1 to 1000. */
      @WithDefault("20")
      int window();

      /** It judges no fewer calls than these; 1 to the window. */
      @WithDefault("10")
      int leastCalls();

      /** The part of calls without an answer at which it opens, in percent; 1 to 100. */
      @WithDefault("50")
      int failureRate();

      /** About how long it stays open before the first probe; it doubles with each further one. */
      @WithDefault("10s")
      Duration openFor();

      /** The longest wait between two probes. */
      @WithDefault("1m")
      Duration longestOpen();
    }

    /** How long the stages of a job may take. */
    interface Limits {
      /** Reading a source. */
      @WithDefault("30m")
      Duration fetch();

      /** Decoding, networks and encoding. */
      @WithDefault("6h")
      Duration make();

      /** Writing a result with all that belongs to it. */
      @WithDefault("30m")
      Duration store();
    }
  }

  /** A dispatcher. */
  interface Dispatcher {
    /** Its name among dispatchers, which no other has; by default that of host and port. */
    Optional<String> name();

    /** The address on which API and page are served. */
    @WithDefault("127.0.0.1")
    String httpHost();

    /** Their port; 0 takes a free one. */
    @WithDefault("8080")
    int httpPort();

    /** {@code http://host:port} at which other dispatchers reach this one. */
    Optional<URI> address();

    /** What dispatchers show each other; the same for all, needed as soon as there are two. */
    Optional<String> peerToken();

    /** Submissions that are expanded at once; 0: none by this dispatcher. */
    @WithDefault("2")
    int expanders();

    /** Objects, rows or seeds of a page at most; 1 to 100,000. */
    @WithDefault("12500")
    int pageSize();

    /** So many jobs may wait in a lane before no further page is expanded. */
    @WithDefault("1000000")
    long backlogCeiling();

    /** Where the tracker keeps its state; lost, it is read from Kafka again. */
    Optional<Path> state();

    /** Largest request, in bytes. */
    @WithDefault("1048576")
    long maxBody();

    /** How long links to results may be used; at most 7 days. */
    @WithDefault("15m")
    Duration linkTtl();

    /** A file of tokens, hashed, with their names, roles and tenants. */
    Optional<Path> tokens();

    /** An OpenID Connect issuer whose tokens are accepted. */
    Oidc oidc();

    /** A file of tenants with their quotas and buckets. */
    Optional<Path> tenants();

    /** Licence classes of networks that recipes may use: permissive, non-commercial, unknown. */
    @WithDefault("permissive,non-commercial,unknown")
    List<String> licences();

    /** What an hour of a GPU costs, for estimates; in whatever currency. */
    Optional<Double> gpuHourPrice();

    /** Jobs that follow from objects that are written. */
    Intake intake();

    /** OpenID Connect. */
    interface Oidc {
      /** As it stands in tokens' {@code iss}. */
      Optional<URI> issuer();

      /** As it stands in tokens' {@code aud}. */
      Optional<String> audience();

      /** Where the issuer's keys are; by default as its discovery document says. */
      Optional<URI> jwks();

      /** The claim that holds roles. */
      @WithDefault("roles")
      String rolesClaim();

      /** The claim that holds the tenant. */
      @WithDefault("tenant")
      String tenantClaim();
    }

    /** Notifications of S3. */
    interface Intake {
      /** The topic in which they stand. */
      Optional<String> topic();

      /** A file of rules that make jobs of them. */
      Optional<Path> rules();
    }
  }

  /** Where commands find a dispatcher. */
  interface Api {
    /** Its address. */
    @WithDefault("http://127.0.0.1:8080")
    URI url();

    /** The token that commands send. */
    Optional<String> token();
  }

  /** Running jobs apart of which workers may have died. */
  interface Isolate {
    /** A process that takes longer to run one job is killed, and the job is poison. */
    @WithDefault("1h")
    Duration limit();
  }

  /** Spot instances. */
  interface Spot {
    /** The metadata service that tells an interruption ahead; on EC2 http://169.254.169.254. */
    Optional<URI> metadata();

    /** How often it is asked. */
    @WithDefault("5s")
    Duration every();
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
