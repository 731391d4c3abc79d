package org.albumen.common.terminal;

import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Asks what standard output is connected to. Stateless. */
public final class Terminal {
  private static final int DEFAULT_WIDTH = 80;
  private static final int NARROWEST = 10;

  private Terminal() {}

  /** Whether a person sees standard output on a terminal that can redraw a line. */
  @SuppressWarnings("SystemConsoleNull") // both before and after Java 22 are dealt with
  public static boolean isInteractive() {
    Console console = System.console();
    if (console == null || "dumb".equals(System.getenv("TERM"))) {
      return false;
    }
    try {
      // From Java 22 on there is a console even when the output goes to a file.
      return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }

  /** Columns of the terminal: what {@code stty} says, else {@code COLUMNS}, else 80. */
  public static int width() {
    int width = sttyWidth();
    if (width == 0) {
      width = number(System.getenv().getOrDefault("COLUMNS", ""));
    }
    return width == 0 ? DEFAULT_WIDTH : Math.max(NARROWEST, width);
  }

  private static int sttyWidth() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!stty.waitFor(1, TimeUnit.SECONDS)) {
        stty.destroyForcibly();
        return 0;
      }
      String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return number(size.substring(size.indexOf(' ') + 1).strip());
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  private static int number(String text) {
    return text.matches("\\d{1,4}") ? Integer.parseInt(text) : 0;
  }
}
