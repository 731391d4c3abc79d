package org.albumen.common.fingerprint;

import java.util.List;
import java.util.regex.Pattern;
import org.albumen.common.job.ObjectRef;
import org.albumen.common.job.Source;
import org.albumen.common.job.Target;

/**
 * Where a result and what describes it are written: {@code <prefix><source stem>.<16 hex>.<ext>},
 * the same with {@code .json} for its sidecar, {@code .mask.png} for the alteration mask and {@code
 * .premis.xml} for the PREMIS description. An object's stem is its whole key without its last
 * suffix, so that results mirror the folders of their sources; a seed's is {@code seed0007}.
 */
public record ResultKeys(ObjectRef image, ObjectRef sidecar, ObjectRef mask, ObjectRef premis) {
  private static final Pattern NAME =
      Pattern.compile(
          ".+\\.[0-9a-f]{16}\\.(png|jpg|tif|json|mask\\.png|premis\\.xml)", Pattern.DOTALL);

  public static ResultKeys of(
      Target target, Source source, Fingerprint fingerprint, String extension) {
    String base = target.prefix() + stem(source.ref().name()) + "." + fingerprint.shortHex() + ".";
    return new ResultKeys(
        new ObjectRef(target.bucket(), base + extension),
        new ObjectRef(target.bucket(), base + "json"),
        new ObjectRef(target.bucket(), base + "mask.png"),
        new ObjectRef(target.bucket(), base + "premis.xml"));
  }

  /**
   * Whether a key is such as results and what describes them have, by its name alone. So results
   * are told from sources among which they lie.
   */
  public static boolean isResult(String key) {
    return NAME.matcher(key).matches();
  }

  /** Image, sidecar, mask and PREMIS description, whether or not a recipe asks for them. */
  public List<ObjectRef> all() {
    return List.of(image, sidecar, mask, premis);
  }

  static String stem(String key) {
    String relative = key.replaceFirst("^/+", "");
    int slash = relative.lastIndexOf('/');
    int dot = relative.lastIndexOf('.');
    return dot > slash + 1 ? relative.substring(0, dot) : relative;
  }
}
