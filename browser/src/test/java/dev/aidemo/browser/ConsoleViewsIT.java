package dev.aidemo.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;

/** Looks at each view, light and dark, on a desktop and on a phone, and keeps pictures of them. */
@Timeout(120)
class ConsoleViewsIT {
  private static final int BATCHES = 6;
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final Set<String> SERIOUS = Set.of("serious", "critical");
  private static final Map<String, Dimension> SCREENS =
      Map.of("desktop", new Dimension(1440, 1250), "phone", new Dimension(360, 780));
  private static final Map<String, String> COMPLETE_WHEN_SHOWN =
      Map.of(
          "loop", ".feed li .dots",
          "submit", ".size",
          "review", ".note",
          "review/ask", ".ask-choices",
          "models", ".trainings tbody tr",
          "health", ".store .figure");

  private static ConsolePage page;

  @BeforeAll
  static void open() {
    page = new ConsolePage(ConsoleStack.shared());
    for (int batch = 1; batch <= BATCHES; batch++) {
      page.open("submit");
      page.click(".size:nth-child(3)");
      page.click(".batch-result:first-child[data-took] a.button");
      page.waitFor(".note");
      page.click(".as-data-set:not([hidden])");
      page.press(Keys.ENTER);
      page.waitForText(".rating-bar", "All rated");
    }
    page.open("models");
    page.waitFor(".trainings tbody tr:nth-child(2)");
    page.open("submit");
    page.click(".size:nth-child(2)");
    page.waitFor(".batch-result:first-child[data-took]");
  }

  @AfterAll
  static void close() {
    if (page != null) {
      page.close();
    }
  }

  static Stream<Arguments> views() {
    return Stream.of("loop", "submit", "review", "review/ask", "models", "health")
        .flatMap(
            view ->
                Stream.of("light", "dark")
                    .flatMap(
                        scheme ->
                            Stream.of("desktop", "phone")
                                .map(screen -> Arguments.of(view, scheme, screen))));
  }

  @ParameterizedTest(name = "{0}, {1}, {2}")
  @MethodSource("views")
  void aViewIsAccessibleAndFits(String view, String scheme, String screen) {
    page.prefer(scheme);
    page.resize(SCREENS.getOrDefault(screen, new Dimension(1440, 1250)));
    page.open(view);
    if (view.equals("review") && screen.equals("phone")) {
      page.click(".batch-link");
    }
    page.waitFor(COMPLETE_WHEN_SHOWN.getOrDefault(view, "h1"));
    if (view.equals("submit")) {
      int arrived = page.count(".batch-result[data-took]");
      page.click(".size:nth-child(2):not(:disabled)");
      page.waitUntil("verdicts", () -> page.count(".batch-result[data-took]") > arrived);
    }

    page.screenshot(
        SCREENSHOTS.resolve("%s-%s-%s.png".formatted(view.replace('/', '-'), scheme, screen)));

    assertThat(Legibility.illegible(page)).isEmpty();
    assertThat(violations()).isEmpty();
    assertThat(page.errors()).isEmpty();
  }

  static Stream<Arguments> schemesAndScreens() {
    return Stream.of("light", "dark")
        .flatMap(scheme -> SCREENS.keySet().stream().map(screen -> Arguments.of(scheme, screen)));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("schemesAndScreens")
  void aVerdictSaysHowSureItIs(String scheme, String screen) {
    ConsoleStack.shared()
        .predict(
            """
            {"batch_id":"0c2a6f0e-5d0b-4b53-8a0d-0a4f3a5f6b31","subjects":["clear","close","wrong?"],
             "input":[[3.6,8.7,-2.8,-0.4],[0.3,-1.4,1.9,0.1],[-1.4,-4.9,6.5,0.3]],
             "output":["fake","real","fake"],"confidence":[0.999999,0.534219,0.61],
             "unsure":[false,true,true],"created":"2026-11-24T17:04:14Z"}""");
    page.prefer(scheme);
    page.resize(SCREENS.getOrDefault(screen, new Dimension(1440, 1250)));
    page.open("loop");
    page.waitUntil(
        "the batch",
        () -> {
          page.open("review/0c2a6f0e-5d0b-4b53-8a0d-0a4f3a5f6b31");
          return page.count(".note .stamp-unsure") == 2;
        });

    page.screenshot(SCREENSHOTS.resolve("unsure-%s-%s.png".formatted(scheme, screen)));

    assertThat(page.texts(".note .stamp"))
        .containsExactly(
            "FAKE\nconfidence\n99.9 %",
            "REAL\nconfidence\n53 %\nunsure", "FAKE\nconfidence\n61 %\nunsure");
    assertThat(Legibility.illegible(page)).isEmpty();
    assertThat(violations()).isEmpty();
  }

  private static List<String> violations() {
    return new AxeBuilder()
        .analyze(page.driver()).getViolations().stream()
            .filter(rule -> SERIOUS.contains(rule.getImpact()))
            .map(ConsoleViewsIT::describe)
            .toList();
  }

  private static String describe(Rule rule) {
    return rule.getId() + ": " + rule.getNodes().get(0).getHtml();
  }
}
