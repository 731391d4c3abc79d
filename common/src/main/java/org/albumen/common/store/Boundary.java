package org.albumen.common.store;

import java.util.ArrayList;
import java.util.List;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.KeyRule;
import org.albumen.common.job.ObjectRef;
import org.albumen.common.job.Target;

/**
 * Which buckets, folders and keys may be read and written, whatever a job says. Every refusal is
 * {@code BUCKET_NOT_ALLOWED} or {@code KEY_NOT_ALLOWED} and is made without asking the store.
 * Immutable.
 */
public final class Boundary {
  /** Any bucket; keys are judged all the same. */
  public static final Boundary ANY_BUCKET = new Boundary(List.of(), List.of());

  private static final int NOWHERE = -1;

  private final List<Place> sources;
  private final List<Place> targets;

  private Boundary(List<Place> sources, List<Place> targets) {
    this.sources = List.copyOf(sources);
    this.targets = List.copyOf(targets);
  }

  /**
   * A boundary round buckets ({@code name}) and folders of buckets ({@code name/prefix}).
   *
   * @param sources where sources may be; empty: anywhere
   * @param targets where results may be; empty: anywhere but in {@code sources}
   * @throws AlbumenException {@code BUCKET_NOT_ALLOWED} or {@code KEY_NOT_ALLOWED} for a text that
   *     is no such place
   */
  public static Boundary of(List<String> sources, List<String> targets) throws AlbumenException {
    return new Boundary(places(sources), places(targets));
  }

  /** Refuses an object that may not be a source. */
  public void requireSource(ObjectRef ref) throws AlbumenException {
    requireName(ref);
    requireAmongSources(ref.bucket(), ref.key());
  }

  /** Refuses a listing that would show what may not be a source. */
  public void requireSources(String bucket, String prefix) throws AlbumenException {
    Place.requireName(bucket);
    KeyRule.requirePrefix("the sources' prefix", prefix);
    requireAmongSources(bucket, prefix);
  }

  private void requireAmongSources(String bucket, String prefix) throws AlbumenException {
    if (precision(sources, bucket, prefix) == NOWHERE) {
      throw refused("sources may not be read from", bucket, prefix, "s3.source-buckets");
    }
  }

  /** Refuses an object that may be neither a source nor a result. */
  public void requireReadable(ObjectRef ref) throws AlbumenException {
    requireName(ref);
    requireReadable(ref.bucket(), ref.key());
  }

  /** Refuses a listing that would show what may be neither a source nor a result. */
  public void requireReadable(String bucket, String prefix) throws AlbumenException {
    Place.requireName(bucket);
    KeyRule.requirePrefix("the prefix", prefix);
    if (precision(sources, bucket, prefix) == NOWHERE
        && precision(targets, bucket, prefix) == NOWHERE) {
      throw refused("nothing may be read from", bucket, prefix, "s3.source-buckets");
    }
  }

  /** Refuses an object that may not be written. */
  public void requireTarget(ObjectRef ref) throws AlbumenException {
    requireName(ref);
    requireWritable(ref.bucket(), ref.key());
  }

  /** Refuses a target below which results may not be written. */
  public void requireTarget(Target target) throws AlbumenException {
    Place.requireName(target.bucket());
    KeyRule.requireFolder("the target's prefix", target.prefix());
    requireWritable(target.bucket(), target.prefix());
  }

  /**
   * The most precise place decides: a folder for sources in a bucket for results is not written, a
   * folder for results in a bucket of sources is.
   */
  private void requireWritable(String bucket, String prefix) throws AlbumenException {
    int asTarget = precision(targets, bucket, prefix);
    int asSource = sources.isEmpty() ? NOWHERE : precision(sources, bucket, prefix);
    if (asTarget < Math.max(asSource, 0)) {
      throw refused("results may not be written to", bucket, prefix, "s3.target-buckets");
    }
  }

  private static void requireName(ObjectRef ref) throws AlbumenException {
    Place.requireName(ref.bucket());
    KeyRule.requireKey("the key", ref.key());
  }

  /** How precisely a list names this: 0 when it allows anything. */
  private static int precision(List<Place> places, String bucket, String prefix) {
    if (places.isEmpty()) {
      return 0;
    }
    return places.stream()
        .filter(place -> place.covers(bucket, prefix))
        .mapToInt(Place::precision)
        .max()
        .orElse(NOWHERE);
  }

  private static List<Place> places(List<String> texts) throws AlbumenException {
    List<Place> places = new ArrayList<>();
    for (String text : texts) {
      places.add(Place.parse(text.strip()));
    }
    return places;
  }

  private static AlbumenException refused(
      String what, String bucket, String prefix, String setting) {
    return new AlbumenException(
        FailureCode.BUCKET_NOT_ALLOWED,
        what + " s3://" + bucket + "/" + prefix + ": see albumen." + setting);
  }
}
