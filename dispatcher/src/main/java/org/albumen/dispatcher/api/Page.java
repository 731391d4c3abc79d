package org.albumen.dispatcher.api;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.albumen.common.digest.Digest;
import org.albumen.common.failure.FailureCode;
import org.albumen.dispatcher.api.problem.Refusal;
import org.jspecify.annotations.Nullable;

/** The web page and what it needs, from the class path. Safe for use by several threads. */
final class Page {
  /** Nothing but our own files; no frame, no form, no base. */
  static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self';"
          + " connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

  /** No segment that begins with a dot, so that none leads upwards. */
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*){0,4}");

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml",
          "png", "image/png",
          "ico", "image/x-icon",
          "json", "application/json",
          "woff2", "font/woff2",
          "txt", "text/plain; charset=utf-8");

  private final String root;

  /** What there is; names that are not there are not kept. */
  private final Map<String, Asset> assets = new ConcurrentHashMap<>();

  @SuppressWarnings("ArrayRecordComponent") // never compared, and given to the answer alone
  private record Asset(byte[] bytes, String type, String etag) {}

  /**
   * @param root folder of the class path, such as {@code /web}
   */
  Page(String root) {
    this.root = root;
  }

  void index(Context ctx) {
    answer(ctx, "index.html");
  }

  void asset(Context ctx) {
    answer(ctx, "assets/" + ctx.pathParam("path"));
  }

  private void answer(Context ctx, String name) {
    Asset asset =
        found(name)
            .orElseThrow(
                () ->
                    new Refusal(FailureCode.BAD_ARGUMENT, 404, "there is no such path", Map.of()));
    ctx.header("ETag", asset.etag());
    ctx.header("Cache-Control", "no-cache");
    if (asset.etag().equals(ctx.header("If-None-Match"))) {
      ctx.status(304);
      return;
    }
    ctx.contentType(asset.type()).result(asset.bytes());
  }

  private Optional<Asset> found(String name) {
    if (!NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    return Optional.ofNullable(assets.computeIfAbsent(name, this::load));
  }

  private @Nullable Asset load(String name) {
    String suffix = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    String type = TYPES.get(suffix);
    try (InputStream in = Page.class.getResourceAsStream(root + "/" + name)) {
      if (in == null || type == null) {
        return null;
      }
      byte[] bytes = in.readAllBytes();
      return new Asset(bytes, type, "\"" + Digest.ofBytes(bytes).substring(0, 16) + "\"");
    } catch (IOException e) {
      return null;
    }
  }
}
