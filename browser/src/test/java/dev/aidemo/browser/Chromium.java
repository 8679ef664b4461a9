package dev.aidemo.browser;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.logging.Level;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Starts the Chromium of this machine, without a window and without any traffic of its own. */
final class Chromium {
  private Chromium() {}

  /** Starts a browser; the test is skipped where there is none. */
  static ChromeDriver start() {
    Optional<File> browser =
        Optional.ofNullable(System.getenv("CHROME_BIN"))
            .filter(path -> !path.isBlank())
            .map(File::new)
            .or(() -> onPath("chromium", "chromium-browser", "google-chrome"));
    Optional<File> driver = onPath("chromedriver", "chromium.chromedriver");
    Assumptions.assumeTrue(
        browser.isPresent() && driver.isPresent(),
        "no chromium (or CHROME_BIN) or no chromedriver on the path: apt-get install chromium"
            + " chromium-driver");
    var options = new ChromeOptions();
    options.setBinary(browser.orElseThrow());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--hide-scrollbars",
        "--window-size=1440,900");
    var logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    var service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(driver.orElseThrow())
            .usingAnyFreePort()
            .build();
    return new ChromeDriver(service, options);
  }

  private static Optional<File> onPath(String... names) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(names)
        .flatMap(
            name ->
                Pattern.compile(Pattern.quote(File.pathSeparator))
                    .splitAsStream(path)
                    .map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .map(Path::toFile)
        .findFirst();
  }
}
