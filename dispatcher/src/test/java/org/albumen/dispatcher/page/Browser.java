package org.albumen.dispatcher.page;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.FluentWait;

/** A headless Chromium, as the system has it: nothing is ever fetched. Not for several threads. */
final class Browser implements AutoCloseable {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private final ChromeDriver driver;
  private final Path scratch;

  /**
   * @param driver ended with this
   * @param scratch its files, deleted then
   */
  Browser(ChromeDriver driver, Path scratch) {
    this.driver = driver;
    this.scratch = scratch;
  }

  /** Shows an address as if it were opened anew. */
  void show(String address) {
    driver.get("about:blank");
    driver.get(address);
  }

  /** What is after the address's {@code #}. */
  String place() {
    String address = Objects.requireNonNull(driver.getCurrentUrl());
    return address.contains("#") ? address.substring(address.indexOf('#') + 1) : "/";
  }

  /** A window of that width in CSS pixels, as a phone's if it is narrow. */
  void width(int pixels) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", pixels, "height", 900, "deviceScaleFactor", 1, "mobile", pixels < 500));
  }

  void dark(boolean dark) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
  }

  /** The element that a CSS selector finds, as soon as it can be seen. */
  WebElement see(String selector) {
    return await(
        selector,
        () ->
            driver.findElements(By.cssSelector(selector)).stream()
                .filter(WebElement::isDisplayed)
                .findFirst());
  }

  /** The same, once it says that. */
  WebElement see(String selector, String text) {
    return await(
        selector + " saying " + text,
        () ->
            driver.findElements(By.cssSelector(selector)).stream()
                .filter(element -> element.isDisplayed() && element.getText().contains(text))
                .findFirst());
  }

  /** Whether a CSS selector finds nothing, sooner or later. */
  void seeNo(String selector) {
    await(
        "no " + selector,
        () ->
            driver.findElements(By.cssSelector(selector)).isEmpty()
                ? Optional.of(true)
                : Optional.empty());
  }

  List<WebElement> all(String selector) {
    return driver.findElements(By.cssSelector(selector));
  }

  void type(String selector, String text) {
    see(selector).sendKeys(text);
  }

  /** Presses keys wherever the focus is. */
  void press(CharSequence... keys) {
    new Actions(driver).sendKeys(keys).perform();
  }

  /** Presses at the element's middle, and lets go so many pixels to the right of it. */
  void drag(WebElement element, int pixels) {
    new Actions(driver)
        .moveToElement(element)
        .clickAndHold()
        .moveByOffset(pixels, 0)
        .release()
        .perform();
  }

  /** Presses the tab key until the focus is on what the selector finds. */
  WebElement tabTo(String selector) {
    for (int i = 0; i < 60; i++) {
      press(Keys.TAB);
      WebElement focused = driver.switchTo().activeElement();
      if (Boolean.TRUE.equals(
          script("return arguments[0].matches(arguments[1])", focused, selector))) {
        return focused;
      }
    }
    throw new AssertionError("the tab key never came to " + selector);
  }

  WebElement focused() {
    return driver.switchTo().activeElement();
  }

  Object script(String script, Object... arguments) {
    Object result = driver.executeScript(script, arguments);
    return result == null ? "" : result;
  }

  /** What the browser complained about since it was asked last. */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }

  /** A picture of what is shown, for the tests' folder. */
  void picture(String name) throws IOException {
    Path folder = Files.createDirectories(Path.of("target/pictures"));
    Files.write(folder.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
  }

  @Override
  public void close() {
    driver.quit();
    // A process of the browser may write a moment longer; what is left is removed with the build.
    try (Stream<Path> files = Files.walk(scratch)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException | UncheckedIOException left) {
      return;
    }
  }

  private <T> T await(String what, Supplier<Optional<T>> found) {
    return new FluentWait<>(driver)
        .withTimeout(LONGEST_WAIT)
        .pollingEvery(Duration.ofMillis(40))
        .ignoring(StaleElementReferenceException.class)
        .withMessage(() -> what + " in " + driver.findElement(By.tagName("body")).getText())
        .until(any -> found.get().orElse(null));
  }
}
