package org.albumen.common.fingerprint;

import org.albumen.common.job.ObjectRef;
import org.albumen.common.job.Source;
import org.albumen.common.job.Target;

/**
 * Where a result and its sidecar are written: {@code <prefix><source stem>.<16 hex>.<ext>} and the
 * same with {@code .json}. An object's stem is its whole key without its last suffix, so that
 * results mirror the folders of their sources; a seed's is {@code seed0007}.
 */
public record ResultKeys(ObjectRef image, ObjectRef sidecar) {

  public static ResultKeys of(
      Target target, Source source, Fingerprint fingerprint, String extension) {
    String base = target.prefix() + stem(source.ref().name()) + "." + fingerprint.shortHex() + ".";
    return new ResultKeys(
        new ObjectRef(target.bucket(), base + extension),
        new ObjectRef(target.bucket(), base + "json"));
  }

  static String stem(String key) {
    String relative = key.replaceFirst("^/+", "");
    int slash = relative.lastIndexOf('/');
    int dot = relative.lastIndexOf('.');
    return dot > slash + 1 ? relative.substring(0, dot) : relative;
  }
}
