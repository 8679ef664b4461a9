package dev.aidemo.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Does on the page what people do, and waits as they do. */
final class ConsolePage implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final ChromeDriver driver = Chromium.start();
  private final String origin;

  /** Opens the page at an address that has the operator's key. */
  ConsolePage(ConsoleStack stack) {
    this.origin = stack.origin();
    driver.get(stack.address());
    waitFor(".champion strong");
  }

  ChromeDriver driver() {
    return driver;
  }

  /** Opens a view, as a click on its tab does: without loading the page again. */
  void open(String view) {
    run("location.hash = arguments[0]", "#/" + view);
    waitFor(".view-" + view.replaceFirst("/.*", "") + " h1");
  }

  WebElement waitFor(String css) {
    return new WebDriverWait(driver, TIMEOUT)
        .ignoring(StaleElementReferenceException.class)
        .withMessage(css)
        .until(page -> page.findElements(By.cssSelector(css)).stream().findFirst().orElse(null));
  }

  void waitForText(String css, String text) {
    new WebDriverWait(driver, TIMEOUT)
        .ignoring(StaleElementReferenceException.class)
        .withMessage(() -> css + " to say \"" + text + "\", but it says " + texts(css))
        .until(page -> texts(css).stream().anyMatch(shown -> shown.contains(text)));
  }

  void waitUntilGone(String css) {
    new WebDriverWait(driver, TIMEOUT)
        .withMessage(css + " to go")
        .until(page -> page.findElements(By.cssSelector(css)).isEmpty());
  }

  void waitUntil(String what, BooleanSupplier holds) {
    new WebDriverWait(driver, TIMEOUT)
        .ignoring(StaleElementReferenceException.class)
        .withMessage(what)
        .until(page -> holds.getAsBoolean());
  }

  List<String> texts(String css) {
    return driver.findElements(By.cssSelector(css)).stream().map(WebElement::getText).toList();
  }

  int count(String css) {
    return driver.findElements(By.cssSelector(css)).size();
  }

  void click(String css) {
    new WebDriverWait(driver, TIMEOUT)
        .ignoring(StaleElementReferenceException.class)
        .until(
            page -> {
              waitFor(css).click();
              return true;
            });
  }

  void press(CharSequence... keys) {
    new Actions(driver).sendKeys(keys).perform();
  }

  void pressWithShift(Keys key) {
    new Actions(driver).keyDown(Keys.SHIFT).sendKeys(key).keyUp(Keys.SHIFT).perform();
  }

  @Nullable Object run(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** Shows the page light or dark, and without motion. */
  void prefer(String scheme) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(
                Map.of("name", "prefers-color-scheme", "value", scheme),
                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
  }

  /** Makes the page as wide as a screen, which windows cannot be made below 500 pixels. */
  void resize(Dimension size) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of(
            "width", size.width, "height", size.height, "deviceScaleFactor", 1, "mobile", false));
  }

  void screenshot(Path file) {
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns what the browser complained about since the last call. */
  List<String> errors() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }

  /** Returns what was fetched from anywhere but the console. */
  List<?> strangers() {
    return (List<?>)
        Objects.requireNonNull(
            run(
                """
                return performance.getEntriesByType('resource').map(entry => entry.name)
                  .filter(name => !name.startsWith(arguments[0]) && !name.startsWith('data:'))""",
                origin));
  }

  @Override
  public void close() {
    driver.quit();
  }
}
