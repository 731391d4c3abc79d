package org.albumen.local.documentation;

import java.util.Map;

/** What each setting is for, as users read it. */
final class Purpose {
  private static final Map<String, String> OF =
      Map.ofEntries(
          Map.entry("albumen.api.token", "The token that commands send."),
          Map.entry("albumen.api.url", "The address of the dispatcher that commands ask."),
          Map.entry(
              "albumen.dispatcher.address",
              "`http://host:port` at which other dispatchers reach this one; without "
                  + "it this one stands alone."),
          Map.entry(
              "albumen.dispatcher.backlog-ceiling",
              "So many jobs may wait in a lane before no further page is expanded."),
          Map.entry(
              "albumen.dispatcher.expanders",
              "Submissions that are expanded at once; 0 to 64, 0: none by this " + "dispatcher."),
          Map.entry(
              "albumen.dispatcher.gpu-hour-price",
              "What an hour of a GPU costs, for estimates; in whatever currency."),
          Map.entry(
              "albumen.dispatcher.http-host",
              "The address on which API and page are served; others than loopback "
                  + "want tokens."),
          Map.entry("albumen.dispatcher.http-port", "Their port; 0 takes a free one."),
          Map.entry(
              "albumen.dispatcher.intake.rules",
              "A file of rules that make jobs of notifications: a JSON list of "
                  + "bucket, prefix and suffix, with recipe, target, pool and lane."),
          Map.entry(
              "albumen.dispatcher.intake.topic",
              "The topic in which the store's notifications of new objects stand; "
                  + "none are read by default."),
          Map.entry(
              "albumen.dispatcher.licences",
              "Licence classes of networks that recipes may use, of `permissive`, "
                  + "`non-commercial` and `unknown`."),
          Map.entry(
              "albumen.dispatcher.link-ttl",
              "How long links to results may be used; at most 7 days."),
          Map.entry("albumen.dispatcher.max-body", "Largest request, in bytes."),
          Map.entry(
              "albumen.dispatcher.name",
              "The dispatcher's name, which no other has; that of host and port by " + "default."),
          Map.entry("albumen.dispatcher.oidc.audience", "What tokens' `aud` must have."),
          Map.entry(
              "albumen.dispatcher.oidc.issuer",
              "An OpenID Connect issuer whose tokens are accepted, as it stands in "
                  + "their `iss`."),
          Map.entry(
              "albumen.dispatcher.oidc.jwks",
              "Where the issuer's keys are; by default as its discovery document " + "says."),
          Map.entry(
              "albumen.dispatcher.oidc.roles-claim",
              "The claim that holds roles: `submit`, `read`, `operate`."),
          Map.entry("albumen.dispatcher.oidc.tenant-claim", "The claim that holds the tenant."),
          Map.entry(
              "albumen.dispatcher.page-size",
              "Objects, rows or seeds of a page at most; 1 to 100,000."),
          Map.entry(
              "albumen.dispatcher.peer-token",
              "What dispatchers show each other, the same for all; needed as soon as there are two."),
          Map.entry(
              "albumen.dispatcher.state",
              "Where batches' state is kept; lost, it is read from Kafka again."),
          Map.entry(
              "albumen.dispatcher.tenants", "A file of tenants with their quotas and buckets."),
          Map.entry(
              "albumen.dispatcher.tokens",
              "A file of tokens, hashed, with their names, roles and tenants."),
          Map.entry(
              "albumen.worker.interactive-lanes",
              "Interactive jobs in progress at once, beside those of "
                  + "`albumen.worker.lanes`; 0: none are taken."),
          Map.entry(
              "albumen.kafka.bootstrap-servers",
              "Brokers to begin with, `host:port`, comma-separated."),
          Map.entry(
              "albumen.kafka.client.*",
              "Passed to every Kafka client as it is: TLS, SASL and the like."),
          Map.entry("albumen.kafka.connect-timeout", "How long to wait for the broker at start."),
          Map.entry("albumen.kafka.group", "The share group in which workers stand."),
          Map.entry(
              "albumen.kafka.partitions",
              "Partitions of topics that have to be made; well below the lanes of the whole fleet, "
                  + "or a long job holds up others."),
          Map.entry(
              "albumen.models.cache",
              "Folder of weights and converted networks; the user's cache folder by default."),
          Map.entry("albumen.models.cards", "A file of further model cards."),
          Map.entry("albumen.recipes.folder", "A folder of further recipes."),
          Map.entry(
              "albumen.s3.bucket-key",
              "Whether S3 shall use a bucket key, `true` or `false`; needs `aws:kms`; the bucket's own "
                  + "rule by default."),
          Map.entry("albumen.s3.connect-timeout", "How long to wait for a connection."),
          Map.entry(
              "albumen.s3.encryption",
              "How the store is asked to encrypt results: `none` (the bucket's own rule), `AES256`, "
                  + "`aws:kms` or `aws:kms:dsse`."),
          Map.entry(
              "albumen.s3.kms-key",
              "Id, alias or ARN of the KMS key; needs `aws:kms` or `aws:kms:dsse`; AWS's own by "
                  + "default."),
          Map.entry("albumen.s3.endpoint", "A store other than AWS, `http://host:9000`."),
          Map.entry(
              "albumen.s3.max-attempts",
              "How often a request is tried in all before the store counts as unavailable; 1 to 20."),
          Map.entry(
              "albumen.s3.path-style",
              "Whether the bucket stands in the path, as most stores other than AWS want it."),
          Map.entry("albumen.s3.read-timeout", "How long to wait for the next bytes."),
          Map.entry(
              "albumen.s3.source-buckets",
              "Where sources may be, comma-separated `name` or `name/prefix`; anywhere by default."),
          Map.entry(
              "albumen.s3.target-buckets",
              "Where results may be written, likewise; anywhere but where only sources may be by "
                  + "default."),
          Map.entry("albumen.s3.region", "The region; for other stores any name will do."),
          Map.entry(
              "albumen.worker.breaker.failure-rate",
              "The part of calls without an answer at which a breaker opens, in percent; 1 to 100."),
          Map.entry(
              "albumen.worker.breaker.least-calls",
              "A breaker judges no fewer calls than these; 1 to the window."),
          Map.entry("albumen.worker.breaker.longest-open", "The longest wait between two probes."),
          Map.entry(
              "albumen.worker.breaker.open-for",
              "About how long a breaker stays open before the first probe; it doubles with each "
                  + "further one."),
          Map.entry(
              "albumen.worker.breaker.window",
              "How many calls, the latest, a breaker looks at; 1 to 1000."),
          Map.entry(
              "albumen.worker.batch.most",
              "Images of several jobs that are run at once at most; 1: each by itself, so that a "
                  + "result's bytes depend on no other job. 1 to 64."),
          Map.entry(
              "albumen.worker.batch.wait",
              "How long an image waits for others at most, up to a second."),
          Map.entry(
              "albumen.worker.device-memory",
              "Bytes that all jobs together may hold on the GPU; by default all but 2 GiB of it, and "
                  + "at least half. Without a GPU they count as `albumen.worker.memory`."),
          Map.entry("albumen.worker.grace", "How long SIGTERM waits for jobs in progress."),
          Map.entry(
              "albumen.worker.http-host", "The address on which metrics and health are served."),
          Map.entry("albumen.worker.http-port", "Their port; 0 takes a free one."),
          Map.entry("albumen.worker.lanes", "Bulk jobs in progress at once."),
          Map.entry("albumen.worker.limits.fetch", "How long reading a source may take."),
          Map.entry(
              "albumen.worker.limits.make",
              "How long decoding, networks and encoding may take together."),
          Map.entry(
              "albumen.worker.limits.store",
              "How long writing a result with all that belongs to it may take."),
          Map.entry(
              "albumen.worker.lock",
              "How long a job is held without being renewed; it is renewed at a third of it."),
          Map.entry(
              "albumen.worker.max-deliveries",
              "How many deliveries that fail or end without an answer a job may have before it is "
                  + "given up; 2 to 10. Those to workers that stop do not count."),
          Map.entry(
              "albumen.worker.isolate.limit",
              "A process that takes longer to run one job is killed, and the job is poison."),
          Map.entry("albumen.worker.spot.every", "How often the metadata service is asked."),
          Map.entry(
              "albumen.worker.spot.metadata",
              "The metadata service that tells a spot interruption ahead; on EC2 "
                  + "`http://169.254.169.254`."),
          Map.entry("albumen.worker.max-job-bytes", "Largest message of a job, in bytes."),
          Map.entry("albumen.worker.max-pixels", "Largest photograph, in pixels."),
          Map.entry("albumen.worker.max-source-bytes", "Largest source object, in bytes."),
          Map.entry(
              "albumen.worker.memory",
              "Bytes that all jobs together may hold in the process; by default half of the machine's "
                  + "memory, or of the container's, as the JVM sees it."),
          Map.entry(
              "albumen.worker.name",
              "The worker's name in events; host name and process by default."),
          Map.entry("albumen.worker.pool", "The class of workers whose jobs this one takes."),
          Map.entry(
              "albumen.worker.retry.attempts",
              "How often a job is tried in one delivery; 1 to 100."),
          Map.entry(
              "albumen.worker.retry.first-pause",
              "About how long to wait after the first failure; it doubles with each further one."),
          Map.entry(
              "albumen.worker.retry.longest-pause",
              "The longest wait between two tries, of a job, a queue, an announcement."),
          Map.entry(
              "albumen.worker.scratch",
              "Folder of sources and results while a job runs; the system's own by default."),
          Map.entry(
              "albumen.worker.threads", "Threads that run networks; the processors by default."));

  private Purpose() {}

  static String of(String setting) {
    String purpose = OF.get(setting);
    if (purpose == null) {
      throw new IllegalStateException("say in Purpose what " + setting + " is for");
    }
    return purpose;
  }

  /** Settings that are described. */
  static Iterable<String> described() {
    return OF.keySet();
  }
}
