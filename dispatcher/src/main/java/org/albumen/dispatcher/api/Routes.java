package org.albumen.dispatcher.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.util.EnumSet;
import java.util.Set;
import org.albumen.common.failure.AlbumenException;
import org.albumen.dispatcher.access.Role;
import org.albumen.dispatcher.api.auth.Access;

/** Registers routes, each with who may use it and which parameters its query has. */
final class Routes {
  /** Anybody who is known. */
  static final Set<Role> ANY = EnumSet.noneOf(Role.class);

  static final Set<Role> READ = EnumSet.of(Role.READ);
  static final Set<Role> SUBMIT = EnumSet.of(Role.SUBMIT);
  static final Set<Role> OPERATE = EnumSet.of(Role.OPERATE);
  static final Set<Role> SUBMIT_OR_OPERATE = EnumSet.of(Role.SUBMIT, Role.OPERATE);

  private final RoutesConfig routes;
  private final Access access;
  private final long maxBody;

  Routes(RoutesConfig routes, Access access, long maxBody) {
    this.routes = routes;
    this.access = access;
    this.maxBody = maxBody;
  }

  /** What a route does. */
  interface Answer {
    void to(Exchange exchange) throws AlbumenException;
  }

  /** A route that shows something, and tells its headers alone when asked by HEAD. */
  void get(String path, Set<Role> roles, Answer answer, String... query) {
    Handler handler = handler(roles, answer, query);
    routes.addHttpHandler(HandlerType.GET, path, handler);
    routes.addHttpHandler(HandlerType.HEAD, path, handler);
  }

  /** A route that goes on answering. */
  void stream(String path, Set<Role> roles, Answer answer, String... query) {
    routes.addHttpHandler(HandlerType.GET, path, handler(roles, answer, query));
  }

  /** A route that everybody may see. */
  void open(String path, Handler handler) {
    routes.addHttpHandler(HandlerType.GET, path, handler);
    routes.addHttpHandler(HandlerType.HEAD, path, handler);
  }

  void post(String path, Set<Role> roles, Answer answer, String... query) {
    routes.addHttpHandler(HandlerType.POST, path, handler(roles, answer, query));
  }

  void delete(String path, Set<Role> roles, Answer answer, String... query) {
    routes.addHttpHandler(HandlerType.DELETE, path, handler(roles, answer, query));
  }

  private Handler handler(Set<Role> roles, Answer answer, String... query) {
    Set<String> known = Set.of(query);
    return (Context ctx) -> {
      Exchange exchange = new Exchange(ctx, access.caller(ctx, roles), maxBody);
      exchange.requireQuery(known);
      answer.to(exchange);
    };
  }
}
