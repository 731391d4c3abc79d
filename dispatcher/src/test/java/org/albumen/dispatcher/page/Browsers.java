package org.albumen.dispatcher.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.opentest4j.TestAbortedException;

/**
 * Starts the system's Chromium. Where there is none the test is skipped, with a line that says so;
 * where the environment has {@code ALBUMEN_BROWSER=required} it fails instead.
 */
final class Browsers {
  private static final int DESKTOP = 1280;
  private static final String LACKING =
      "no browser for the page; install the packages chromium and chromium-driver";

  private Browsers() {}

  /** Starts one, as wide as a desktop's. */
  static Browser open() throws IOException {
    Optional<Path> chromium = program("chromium");
    Optional<Path> chromedriver = program("chromedriver");
    if (chromium.isEmpty() || chromedriver.isEmpty()) {
      throw lacking();
    }
    Path scratch = Files.createTempDirectory(Path.of("target"), "browser");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.get().toFile());
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--no-first-run",
        "--user-data-dir=" + scratch.resolve("profile"));
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(chromedriver.get().toFile())
            .usingAnyFreePort()
            .withLogFile(scratch.resolve("chromedriver.log").toFile())
            .build();
    Browser browser = new Browser(new ChromeDriver(service, options), scratch);
    browser.width(DESKTOP);
    return browser;
  }

  private static TestAbortedException lacking() {
    if ("required".equals(System.getenv("ALBUMEN_BROWSER"))) {
      throw new AssertionError(LACKING);
    }
    System.err.printf("%n%1$s%nNOT PROVEN: %2$s%n%1$s%n%n", "*".repeat(80), LACKING);
    return new TestAbortedException(LACKING);
  }

  private static Optional<Path> program(String name) {
    return Arrays.stream(Objects.requireNonNullElse(System.getenv("PATH"), "").split(":"))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
