package dev.aidemo.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** Tells what a person does in the console on the first day. The page is loaded once. */
@Timeout(120)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsoleStoryIT {
  private static final int ROUNDS = 11;
  private static final int MAX_MEDIAN_MILLISECONDS = 200;
  private static final int MAX_WORST_MILLISECONDS = 600;
  private static final int MAX_FIRST_VERDICTS_MILLISECONDS = 1_200;
  private static final int MAX_PAGE_BYTES = 175_000;
  private static final int MAX_FIRST_VIEW_MILLISECONDS = 1_000;

  private static ConsoleStack stack;
  private static ConsolePage page;

  @BeforeAll
  static void open() {
    stack = ConsoleStack.shared();
    page = new ConsolePage(stack);
    page.run("window.notReloaded = true");
  }

  @AfterAll
  static void close() {
    if (page != null) {
      page.close();
    }
  }

  @AfterEach
  void nothingFailedAndNothingCameFromElsewhere() {
    assertThat(page.errors()).isEmpty();
    assertThat(page.strangers()).isEmpty();
    assertThat(page.run("return window.notReloaded")).isEqualTo(true);
  }

  @Test
  @Order(1)
  void theFirstViewIsSmallAndQuickAndHidesTheKey() {
    assertThat(page.driver().getCurrentUrl()).isEqualTo(stack.origin() + "/#/loop");
    long bytes =
        number(
            """
            return performance.getEntriesByType('resource')
              .filter(entry => !entry.name.includes('/api/'))
              .reduce((sum, entry) => sum + entry.decodedBodySize, 0)
              + performance.getEntriesByType('navigation')[0].decodedBodySize""");
    long painted =
        number("return performance.getEntriesByName('first-contentful-paint')[0].startTime");
    System.out.printf("The page has %,d bytes; first view after %d ms%n", bytes, painted);
    assertThat(bytes).isLessThan(MAX_PAGE_BYTES);
    assertThat(painted).isLessThan(MAX_FIRST_VIEW_MILLISECONDS);
  }

  @Test
  @Order(2)
  void aCsvIsClassified() {
    page.open("submit");
    page.click("[data-mode=csv]");
    WebElement csv = page.waitFor("#csv");
    csv.sendKeys("variance,skewness,curtosis,entropy\n3.6,8.7,-2.8,x\n");
    page.waitForText("#csv-state", "line 2 entropy must be a number, got \"x\"");
    csv.clear();
    csv.sendKeys("wallet,3.62,8.67,-2.81,-0.45\nfloor,-1.40,-4.88,6.48,0.34\n");
    page.click(".submit-body .button-accent");
    page.waitForText(".batch-result", "1 real, 1 fake");
    long took = tookOfTheNewest();
    System.out.printf("The first verdicts of this stack after %d ms%n", took);
    assertThat(took).isLessThan(MAX_FIRST_VERDICTS_MILLISECONDS);
  }

  @Test
  @Order(3)
  void verdictsArriveWithin200Milliseconds() {
    page.open("submit");
    page.click("[data-mode=sample]");
    List<Long> took = new ArrayList<>();
    for (int round = 1; round <= ROUNDS; round++) {
      int before = page.count(".batch-result");
      page.click(".size:nth-child(2):not(:disabled)");
      page.waitFor(".batch-result:nth-child(" + (before + 1) + ")");
      took.add(tookOfTheNewest());
      page.waitFor(".batch-result:first-child .stamp");
    }
    Collections.sort(took);
    System.out.printf("Verdicts in the page after %s ms%n", took);
    assertThat(took.get(ROUNDS / 2)).isLessThan(MAX_MEDIAN_MILLISECONDS);
    assertThat(took.get(ROUNDS - 1)).isLessThan(MAX_WORST_MILLISECONDS);
  }

  @Test
  @Order(4)
  void ratingsByKeyboardTrainAVersionThatAppearsWithoutReloading() {
    page.open("models");
    page.waitFor(".models .empty, .trainings tbody tr");
    String before = page.texts("#latest-title").stream().findFirst().orElse("none");
    page.open("review");
    page.waitFor(".note");
    page.press("y", "n", "s", "k", "k", "u");
    page.waitForText(".rating-bar", "2 ratings to be sent");
    page.press("u");
    page.waitForText(".rating-bar", "1 rating to be sent");
    page.pressWithShift(Keys.ARROW_DOWN);
    page.pressWithShift(Keys.ARROW_DOWN);
    assertThat(page.count(".note[aria-selected=true]")).isEqualTo(3);
    page.press("y");
    page.press(Keys.ENTER);
    page.waitFor(".note[data-state=saved]");
    page.click(".as-data-set:not([hidden])");
    page.press(Keys.ENTER);
    page.waitForText(".rating-bar", "All rated");
    page.open("models");
    page.waitFor("#latest-title");
    page.waitUntil(
        "a version after: " + before,
        () ->
            page.texts("#latest-title").stream()
                .anyMatch(title -> title.startsWith("Latest") && !title.equals(before)));
  }

  @Test
  @Order(5)
  void notesAreAskedOneByOneAndRatedByKeyboard() {
    page.open("review/ask");
    page.waitFor(".ask-choices");
    String first = asked();
    page.press("y");
    page.waitForText(".rating-bar", ": right");
    page.waitUntil("the next note", () -> !asked().equals(first));
    page.press("u");
    page.waitUntil("the first note again", () -> asked().equals(first));
    page.press("s");
    page.waitForText(".rating-bar", ": skipped");
    String second = asked();
    page.press("n");
    page.waitUntil("the third note", () -> !asked().equals(second));
    assertThat(waits(first)).isTrue();
    page.waitUntil("the rating to be stored", () -> !waits(second));
    assertThat(waits(first)).isTrue();
    page.open("models");
    page.waitFor(".live-accuracy");
  }

  /** Returns the batch and the subject of the note that is asked for. */
  private static String asked() {
    String batch =
        Objects.requireNonNull(page.waitFor(".ask-head .serial").getDomAttribute("href"));
    return batch.replaceFirst(".*/", "") + " " + page.waitFor("#ask-title").getText();
  }

  private static boolean waits(String batchAndSubject) {
    return Boolean.TRUE.equals(
        page.run(
            """
            return fetch('/api/review?limit=100',
                { headers: { Authorization: `Bearer ${sessionStorage.getItem('operator-key')}` } })
              .then(answer => answer.json()).then(({ notes }) =>
                notes.some(note => `${note.batch_id} ${note.subject}` === arguments[0]))""",
            batchAndSubject));
  }

  @Test
  @Order(6)
  void aVersionIsPinnedAndUnpinned() {
    page.open("models");
    page.click(".trainings tr:last-child [data-row^=pin]");
    page.click("dialog .button-accent");
    page.waitForText("#serving-title", "Pinned, and serving");
    page.run("scrollTo(0, 0)"); // Otherwise it may be behind the page's head.
    page.click(".unpin");
    page.click("dialog .button-accent");
    page.waitForText("#serving-title", "Champion, and serving");
  }

  @Test
  @Order(7)
  void aDeadLetterIsReadAndReplayed() {
    String batch = "5e1f0c66-0d5e-4f57-9a0e-3a1d5c6b7e06";
    stack.deadLetter(
        """
        {"batch_id":"%s","subjects":["<b>late</b>"],"features":[[3.6,8.7,-2.8,-0.4]]}"""
            .formatted(batch),
        "the message was older than a day");
    page.open("health");
    page.waitForText(".letter-reason", "the message was older than a day");
    page.click(".letter summary");
    page.waitForText(".letter pre", "<b>late</b>");
    page.click("[data-letter^=replay]");
    page.click("dialog .button-accent");
    page.waitUntilGone(".letter");
    page.open("review/" + batch);
    page.waitForText(".note-subject", "<b>late</b>");
  }

  @Test
  @Order(8)
  void aLostRedisIsToldAndForgotten() {
    page.open("loop");
    stack.loseRedis();
    page.waitForText(".banner", "Redis");
    page.waitForText("#pulse", "Trying again");
    stack.recoverRedis();
    page.waitForText("#pulse", "Live");
    assertThat(page.driver().findElement(By.id("banner")).isDisplayed()).isFalse();
    page.errors(); // The browser reports each answer 503.
    page.click(".hero .button-accent");
    page.waitForText(".step.done .step-detail", " ms.");
  }

  private static long tookOfTheNewest() {
    WebElement newest = page.waitFor(".batch-result:first-child[data-took]");
    return Long.parseLong(Objects.requireNonNull(newest.getDomAttribute("data-took")));
  }

  private static long number(String script) {
    return ((Number) Objects.requireNonNull(page.run(script))).longValue();
  }
}
