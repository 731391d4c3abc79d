package org.albumen.container.site;

import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the one site of this JVM, which is closed when all have ended. */
final class SiteExtension implements BeforeAllCallback, ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(SiteExtension.class);

  /** The site, or why there is none. */
  private record Attempt(Optional<Site> site, String reason) implements AutoCloseable {
    static Attempt make() {
      return Images.build()
          .map(reason -> new Attempt(Optional.empty(), reason))
          .orElseGet(() -> new Attempt(Optional.of(Site.start()), ""));
    }

    @Override
    public void close() {
      site.ifPresent(Site::close);
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    Attempt attempt = attempt(context);
    if (attempt.site().isPresent()) {
      return;
    }
    String lacking = context.getDisplayName() + " was not run: " + attempt.reason();
    if ("required".equals(System.getenv("ALBUMEN_CONTAINERS"))) {
      throw new AssertionError(lacking);
    }
    System.err.printf(
        "%n%1$s%nNOT PROVEN: %2$s%n%3$s%n%1$s%n%n",
        "*".repeat(80),
        lacking,
        "Nothing is known of the images, nor of jobs whose containers fail.");
    Assumptions.abort(lacking);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Site.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return attempt(context).site().orElseThrow();
  }

  private static Attempt attempt(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(Attempt.class, key -> Attempt.make(), Attempt.class);
  }
}
