package dev.aidemo.common.database;

import static dev.aidemo.common.message.SamplePayloads.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.banknote.Verdict;
import dev.aidemo.common.database.NotesToReview.Note;
import dev.aidemo.common.database.ReviewedModels.ReviewedModel;
import dev.aidemo.common.message.Feedback;
import dev.aidemo.common.message.Prediction;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Estimates live accuracies as reviewers cause them: through the table, in rounds. */
class ReviewedModelsIT {
  private static final String MODEL = "model-0000000001.pb";
  private static final int BATCH_ROWS = 250;
  private static final int TRIALS = 60;

  private final Predictions predictions = new Predictions(TestDatabase.database());
  private final NotesToReview notes = new NotesToReview(TestDatabase.reading());
  private final ReviewedModels models = new ReviewedModels(TestDatabase.reading());

  /** Whether each prediction is right, by batch and subject. */
  private final Map<String, Boolean> truth = new HashMap<>();

  private int batches;

  ReviewedModelsIT() throws SQLException {}

  @BeforeEach
  void emptyTheTable() throws SQLException {
    TestDatabase.run("TRUNCATE predictions");
  }

  @AfterAll
  static void leaveASmallTable() throws SQLException {
    TestDatabase.run("TRUNCATE predictions");
  }

  /** Stores a batch of which each prediction is right with its confidence: 85 of 100, as a mean. */
  private void predict(Random random, String model) {
    List<String> subjects = IntStream.range(0, BATCH_ROWS).mapToObj(i -> "note-" + i).toList();
    List<Features> input = new ArrayList<>();
    List<Double> confidence = new ArrayList<>();
    var batch = new UUID(random.nextLong(), random.nextLong());
    for (String subject : subjects) {
      double sure = 1 - random.nextDouble() * random.nextDouble() * 0.5;
      input.add(new Features(random.nextGaussian(), 0, 0, 0));
      confidence.add(sure);
      truth.put(batch + subject, random.nextDouble() < sure);
    }
    Instant created = NOON.plusSeconds(batches++);
    List<Verdict> output = Collections.nCopies(BATCH_ROWS, Verdict.REAL);
    predictions.store(
        new Prediction(batch, subjects, input, output, model, confidence, null, created), created);
  }

  private void review(int count) {
    notes.next(count).forEach(note -> rate(note, truth.get(note.batchId() + note.subject())));
  }

  private void rate(Note note, boolean right) {
    predictions.rate(
        new Feedback(note.batchId(), List.of(note.subject()), List.of(right)), Instant.now());
  }

  private double trueAccuracy() {
    return (double) truth.values().stream().filter(right -> right).count() / truth.size();
  }

  private ReviewedModel estimate() {
    List<ReviewedModel> newest = models.newest(10);
    assertThat(newest).hasSize(1);
    return newest.get(0);
  }

  @Test
  void aReviewInRoundsWithNewPredictionsBetweenThemIsUnbiased() throws SQLException {
    double sumOfErrors = 0;
    double sumOfSquares = 0;
    double plainErrors = 0;
    int held = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      emptyTheTable();
      truth.clear();
      var random = new Random(trial);
      predict(random, MODEL);
      review(15);
      predict(random, MODEL);
      review(25);
      Instant before = NOON.plusSeconds(batches);
      predict(random, MODEL);
      review(2);

      ReviewedModel model = estimate();

      assertThat(model.until()).isBefore(before.plusSeconds(1));
      double error = model.sample().accuracy().estimate() - trueAccuracy();
      sumOfErrors += error;
      sumOfSquares += error * error;
      plainErrors += plainShare() - trueAccuracy();
      held += holds(model) ? 1 : 0;
    }
    double mean = sumOfErrors / TRIALS;
    double standardError = Math.sqrt((sumOfSquares / TRIALS - mean * mean) / TRIALS);
    System.out.printf(
        "Off by %.4f ± %.4f, the plain share by %.4f; the interval holds %d of %d%n",
        mean, standardError, plainErrors / TRIALS, held, TRIALS);
    assertThat(Math.abs(mean)).isLessThan(3 * standardError);
    assertThat(plainErrors / TRIALS).isLessThan(-0.05);
    assertThat(held).isGreaterThanOrEqualTo(TRIALS * 9 / 10);
  }

  private boolean holds(ReviewedModel model) {
    double accuracy = trueAccuracy();
    return model.sample().accuracy().low() <= accuracy
        && accuracy <= model.sample().accuracy().high();
  }

  private static double plainShare() throws SQLException {
    return Double.parseDouble(
        TestDatabase.query("SELECT avg(is_correct::int) FROM predictions").get(0));
  }

  @Test
  void whoRatesOnlyErrorsIsNotBelieved() {
    predict(new Random(1), MODEL);
    notes.next(100).stream()
        .filter(note -> !truth.get(note.batchId() + note.subject()))
        .forEach(note -> rate(note, false));

    ReviewedModel model = estimate();

    assertThat(model.sample().asked()).isLessThan(5);
    assertThat(model.sample().accuracy().effectiveRows()).isLessThan(5);
  }

  @Test
  void whoRatesOnlyErrorsAfterAReviewChangesLittle() {
    predict(new Random(2), MODEL);
    review(60);
    ReviewedModel before = estimate();
    notes.next(100).stream()
        .filter(note -> !truth.get(note.batchId() + note.subject()))
        .forEach(note -> rate(note, false));

    ReviewedModel after = estimate();

    assertThat(before.sample().asked()).isEqualTo(60);
    assertThat(after.sample().asked()).isBetween(60, 65);
    assertThat(holds(after)).isTrue();
  }

  @Test
  void eachModelIsEstimatedFromItsOwnPredictionsTheNewestFirst() {
    var random = new Random(3);
    predict(random, "model-0000000001.pb");
    predict(random, "model-0000000002.pb");
    predict(random, "model-0000000003.pb");
    review(60);

    assertThat(models.newest(10))
        .extracting(ReviewedModel::modelFileName)
        .containsExactly("model-0000000003.pb", "model-0000000002.pb", "model-0000000001.pb");
    assertThat(models.newest(2)).hasSize(2);
    assertThat(models.newest(10)).extracting(model -> model.sample().asked()).doesNotContain(60);
    assertThat(models.newest(10).stream().mapToInt(model -> model.sample().asked()).sum())
        .isEqualTo(60);
  }

  @Test
  void thereIsNoneWithoutRatings() {
    predict(new Random(4), MODEL);

    assertThat(models.newest(10)).isEmpty();
  }

  @Test
  void indexesFindThemInATableOfAnySize() throws SQLException {
    ManyPredictions.store(300_000);

    assertThat(ManyPredictions.plan(ReviewedModels.NEWEST.replace("?", "10")))
        .contains("using predictions_reviewed")
        .doesNotContain("Seq Scan on predictions")
        .doesNotContain("Sort");
    assertThat(
            ManyPredictions.plan(
                ReviewedModels.PREDICTIONS
                    .replaceFirst("\\?", "now()")
                    .replaceFirst("\\?", "20000")
                    .replaceFirst("\\?", "'model-0000000009.pb'")))
        .contains("using predictions_latest");

    long began = System.nanoTime();
    assertThat(models.newest(10)).hasSize(10);
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    System.out.printf("Ten live accuracies in %d ms%n", took.toMillis());
    assertThat(took).isLessThan(Duration.ofSeconds(5));
  }
}
