package dev.aidemo.common.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.aidemo.common.evidence.ReviewSample.Row;
import java.util.ArrayList;
import java.util.Comparator;
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

  /**
   * In each round 400 more predictions come, and a few are reviewed; the last round is broken off.
   */
  @Test
  void aReviewInRoundsIsUnbiased() {
    int streams = 2_000;
    double sum = 0;
    double squares = 0;
    double plain = 0;
    int held = 0;
    for (int seed = 0; seed < streams; seed++) {
      var random = new Random(seed);
      List<Row> rows = new ArrayList<>();
      List<Boolean> truth = new ArrayList<>();
      for (int reviewed : new int[] {20, 30, 3}) {
        for (int i = 0; i < 400; i++) {
          double uncertainty = random.nextDouble() * random.nextDouble() / 2;
          truth.add(random.nextDouble() > uncertainty);
          rows.add(
              new Row(random.nextDouble() / ReviewOrder.weight(uncertainty), uncertainty, null));
        }
        IntStream.range(0, rows.size())
            .filter(i -> rows.get(i).right() == null)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> rows.get(i).priority()))
            .limit(reviewed)
            .forEach(i -> rows.set(i, rated(rows.get(i), truth.get(i))));
      }
      ReviewSample sample = ReviewSample.of(rows);
      double right =
          truth.subList(0, sample.predictions()).stream().filter(one -> one).count()
              / (double) sample.predictions();
      double error = sample.accuracy().estimate() - right;
      plain +=
          rows.stream()
                  .filter(row -> row.right() != null)
                  .mapToInt(row -> row.right() ? 1 : 0)
                  .average()
                  .orElseThrow()
              - right;
      sum += error;
      squares += error * error;
      held += sample.accuracy().low() <= right && right <= sample.accuracy().high() ? 1 : 0;
    }
    double bias = sum / streams;
    double deviation = Math.sqrt(squares / streams - bias * bias);
    double plainBias = plain / streams;
    System.out.printf(
        "Off by %.4f, with a standard deviation of %.4f; the plain share by %.4f; the interval holds"
            + " %d of %d%n",
        bias, deviation, plainBias, held, streams);
    // The quotient of two unbiased sums is off a little, see LiveAccuracy.
    assertThat(Math.abs(bias)).isLessThan(deviation / 8);
    assertThat(plainBias).isLessThan(-0.08);
    assertThat(held).isGreaterThanOrEqualTo(streams * 95 / 100);
  }

  private static Row rated(Row row, boolean right) {
    return new Row(row.priority(), row.uncertainty(), right);
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
