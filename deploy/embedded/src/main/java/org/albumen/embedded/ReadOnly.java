package org.albumen.embedded;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.regex.Pattern;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.S3Exceptions;

/**
 * Guards a store against change. It names what may pass rather than what may not, so that an
 * operation which a later S3Proxy adds is refused until somebody has looked at it.
 */
final class ReadOnly {
  private static final Pattern READS =
      Pattern.compile("(get|list|head|blob|supports)\\w*|containerExists|toString|hashCode|equals");
  private static final int FORBIDDEN = 403;

  private ReadOnly() {}

  /** A view of the store in which everything but reading fails with 403 AccessDenied. */
  static BlobStore view(BlobStore store) {
    return (BlobStore)
        Proxy.newProxyInstance(
            BlobStore.class.getClassLoader(),
            new Class<?>[] {BlobStore.class},
            (proxy, method, arguments) -> {
              if (!READS.matcher(method.getName()).matches()) {
                throw S3Exceptions.fromStatusCode(FORBIDDEN);
              }
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause() == null ? e : e.getCause();
              }
            });
  }
}
