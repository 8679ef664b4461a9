package dev.aidemo.common.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.aidemo.common.evidence.ReviewSample.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReviewSampleTest {
  private static final double CERTAIN = 0.01;
  private static final double UNCERTAIN = 0.5;

  @Test
  void withoutPredictionsOrRatingsNothingIsKnown() {
    assertThat(ReviewSample.of(List.of()).asked()).isZero();
    ReviewSample unrated = ReviewSample.of(List.of(new Row(0.1, UNCERTAIN, null)));
    assertThat(unrated.asked()).isZero();
    assertThat(unrated.accuracy().low()).isZero();
    assertThat(unrated.accuracy().high()).isEqualTo(1);
  }

  @Test
  void whatIsRatedAsAWholeIsPlainlyCounted() {
    ReviewSample sample =
        ReviewSample.of(
            List.of(
                new Row(0.1, UNCERTAIN, true),
                new Row(7, CERTAIN, true),
                new Row(0.9, UNCERTAIN, false),
                new Row(3, CERTAIN, true)));

    assertThat(sample.asked()).isEqualTo(4);
    assertThat(sample.accuracy().estimate()).isEqualTo(0.75);
    assertThat(sample.accuracy().effectiveRows()).isEqualTo(4);
  }

  @Test
  void aRatingStandsForThoseThatWereNotAsked() {
    ReviewSample sample =
        ReviewSample.of(
            List.of(
                new Row(0.6, UNCERTAIN, null),
                new Row(0.1, UNCERTAIN, false),
                new Row(0.5, CERTAIN, true),
                new Row(8, CERTAIN, null)));

    // t = 0.6, so that the certain one was asked with a probability of 0.6 × 0.02.
    assertThat(sample.asked()).isEqualTo(2);
    assertThat(sample.accuracy().estimate())
        .isCloseTo((1 / 0.012) / (1 / 0.012 + 1 / 0.6), within(1e-9));
  }

  @Test
  void ratingsBehindOneThatIsMissingDoNotCount() {
    List<Row> rows = new ArrayList<>();
    rows.add(new Row(0.001, UNCERTAIN, null));
    IntStream.range(0, 50).forEach(i -> rows.add(new Row(0.01 * (i + 1), UNCERTAIN, false)));

    assertThat(ReviewSample.of(rows).asked()).isZero();
  }

  @Test
  void newPredictionsThatNobodyRatedYetDoNotTakeAnEstimateAway() {
    List<Row> rows = new ArrayList<>();
    IntStream.range(0, 100)
        .forEach(i -> rows.add(new Row(0.01 * (i + 0.5), UNCERTAIN, i < 50 ? true : null)));
    ReviewSample before = ReviewSample.of(rows);
    rows.add(new Row(0.001, UNCERTAIN, true));
    rows.add(new Row(0.002, UNCERTAIN, null));
    ReviewSample sample = ReviewSample.of(rows);

    assertThat(before.asked()).isEqualTo(50);
    assertThat(sample.asked()).isEqualTo(51);
    assertThat(sample.predictions()).isEqualTo(101);
  }

  /** Their run ends with the first right one in the order, which nobody rated. */
  @Test
  void whoRatesOnlyErrorsIsNotBelieved() {
    for (int seed = 0; seed < 200; seed++) {
      var random = new Random(seed);
      List<Row> rows = new ArrayList<>();
      for (int i = 0; i < 2_000; i++) {
        double uncertainty = random.nextDouble() / 2;
        boolean right = random.nextDouble() > uncertainty;
        double priority = random.nextDouble() / ReviewOrder.weight(uncertainty);
        rows.add(new Row(priority, uncertainty, right ? null : false));
      }

      assertThat(ReviewSample.of(rows).asked()).as("seed %d", seed).isLessThan(10);
    }
  }
}
