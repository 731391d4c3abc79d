package org.albumen.dispatcher.api.auth;

import io.javalin.http.Context;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Map;
import org.albumen.common.failure.FailureCode;
import org.albumen.dispatcher.api.problem.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what pages of other sites make a browser send to an API that asks nobody for a token. A
 * host name of theirs may lead to a loopback address (DNS rebinding), so the name by which a
 * request calls this host must be a loopback one; and what a browser says to come from elsewhere is
 * not let in, but for a link that somebody followed. Stateless.
 */
final class LocalRequests {
  private LocalRequests() {}

  /**
   * @throws Refusal 403
   */
  static void require(Context ctx) {
    String host = ctx.header("Host");
    if (host == null || !isLoopbackName(withoutPort(host))) {
      throw refused("without tokens this API answers to loopback names alone, such as localhost");
    }
    String origin = ctx.header("Origin");
    if (origin != null && !origin.equalsIgnoreCase("http://" + host)) {
      throw refused("without tokens this API answers no page of another site");
    }
    if (isForeign(ctx) && !isFollowedLink(ctx)) {
      throw refused("without tokens this API answers no request of another site");
    }
  }

  /** Whether an address to listen on is this machine's own alone. */
  static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static boolean isForeign(Context ctx) {
    String site = ctx.header("Sec-Fetch-Site");
    return site != null && !site.equals("same-origin") && !site.equals("none");
  }

  private static boolean isFollowedLink(Context ctx) {
    return "navigate".equals(ctx.header("Sec-Fetch-Mode"))
        && "document".equals(ctx.header("Sec-Fetch-Dest"))
        && "GET".equals(ctx.req().getMethod());
  }

  private static String withoutPort(String host) {
    return host.replaceFirst(":\\d*$", "").toLowerCase(Locale.ROOT);
  }

  /** By its text alone: asking a name server is what rebinding lives on. */
  private static boolean isLoopbackName(@Nullable String name) {
    return "localhost".equals(name)
        || "[::1]".equals(name)
        || (name != null && name.matches("127(\\.\\d{1,3}){3}"));
  }

  private static Refusal refused(String why) {
    return new Refusal(FailureCode.ROLE_MISSING, 403, why, Map.of());
  }
}
