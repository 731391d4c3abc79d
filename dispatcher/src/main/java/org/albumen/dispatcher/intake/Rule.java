package org.albumen.dispatcher.intake;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.regex.Pattern;
import org.albumen.common.job.Job;
import org.albumen.common.job.Lane;
import org.albumen.common.job.ObjectSource;
import org.albumen.common.job.Target;
import org.albumen.common.submission.KeyFilter;
import org.albumen.common.topic.Topics;
import org.jspecify.annotations.Nullable;

/**
 * Which new objects become jobs, and which jobs.
 *
 * @param name names the rule in batches and metrics; 1 to 80 letters, digits, dots, hyphens,
 *     underscores
 * @param bucket where objects are written
 * @param prefix what their keys begin with; left out: the whole bucket
 * @param suffix what their keys end with, in upper or lower case; left out: that of any image
 * @param recipe {@code name@version}
 * @param target where results go
 * @param pool the class of workers that shall take the jobs; {@code photo} when left out
 * @param lane how urgent they are; bulk when left out
 */
public record Rule(
    String name,
    String bucket,
    String prefix,
    @Nullable String suffix,
    String recipe,
    Target target,
    String pool,
    Lane lane) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,79}");
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyyMMdd").withZone(ZoneOffset.UTC);

  /**
   * @throws IllegalArgumentException naming the value that cannot be
   */
  public Rule {
    if (!NAME.matcher(requireNonNull(name, "name")).matches()) {
      throw new IllegalArgumentException(
          "name '" + name + "' is not 1 to 80 letters, digits, '.', '_' and '-'");
    }
    if (requireNonNull(bucket, "bucket").isBlank()) {
      throw new IllegalArgumentException("bucket is empty");
    }
    prefix = Objects.requireNonNullElse(prefix, "");
    suffix = suffix == null || suffix.isEmpty() ? null : suffix;
    requireNonNull(recipe, "recipe");
    requireNonNull(target, "target");
    pool = Objects.requireNonNullElse(pool, "photo");
    Topics.jobs(pool);
    lane = Objects.requireNonNullElse(lane, Lane.BULK);
  }

  /** Whether an object may become a job by its name. */
  boolean wants(ObjectSource object) {
    return bucket.equals(object.bucket())
        && object.key().startsWith(prefix)
        && (suffix == null ? KeyFilter.ORIGINALS.takes(object.key()) : ends(object.key(), suffix));
  }

  /** The job; the same for the same version of an object on the same day. */
  Job job(Change change) {
    return Job.of(batchId(change.at()), change.object(), recipe, target, change.at());
  }

  /** The topic of its jobs. */
  String topic() {
    return Topics.jobs(pool, lane);
  }

  /** One batch a day, by the store's clock and in UTC. */
  private String batchId(Instant time) {
    return "intake-" + name + "-" + DAY.format(time);
  }

  private static boolean ends(String key, String suffix) {
    return key.regionMatches(true, key.length() - suffix.length(), suffix, 0, suffix.length());
  }
}
