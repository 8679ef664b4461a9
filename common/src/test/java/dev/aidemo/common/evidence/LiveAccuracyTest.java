package dev.aidemo.common.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The expected intervals are those of scipy 1.17.1:
 *
 * <pre>python3 -c "
 * from scipy.stats import binomtest
 * for k, n in [(50, 50), (47, 50)]:
 *   print(binomtest(k, n).proportion_ci(method='wilson'))"</pre>
 */
class LiveAccuracyTest {
  @ParameterizedTest
  @CsvSource({"50, 50, 0.9286524008666412, 1.0", "47, 50, 0.8378290831116182, 0.979385029651026"})
  void equalsScipyIfAllWereAskedAlike(int right, int rows, double low, double high) {
    LiveAccuracy accuracy =
        LiveAccuracy.of(
            IntStream.range(0, rows)
                .mapToObj(i -> new LiveAccuracy.Rated(i < right, 0.3))
                .toList());

    assertThat(accuracy.estimate()).isCloseTo((double) right / rows, within(1e-12));
    assertThat(accuracy.low()).isCloseTo(low, within(1e-9));
    assertThat(accuracy.high()).isCloseTo(high, within(1e-9));
    assertThat(accuracy.effectiveRows()).isCloseTo(rows, within(1e-9));
  }

  @Test
  void eachRowCountsForThoseThatWereNotAsked() {
    LiveAccuracy accuracy =
        LiveAccuracy.of(
            List.of(
                new LiveAccuracy.Rated(true, 0.1),
                new LiveAccuracy.Rated(false, 0.5),
                new LiveAccuracy.Rated(true, 1)));

    assertThat(accuracy.estimate()).isCloseTo(11.0 / 13, within(1e-12));
    assertThat(accuracy.effectiveRows()).isCloseTo(169.0 / 105, within(1e-12));
    assertThat(LiveAccuracy.of(List.of()).high()).isEqualTo(1);
  }

  /** Asks 60 of 500 predictions, the uncertain first, of which a fifth is wrong. */
  @Test
  void theEstimateIsUnbiasedAndThePlainShareIsNot() {
    double plain = 0;
    double weighted = 0;
    double truth = 0;
    int held = 0;
    int streams = 400;
    for (int stream = 0; stream < streams; stream++) {
      var random = new Random(stream);
      Map<UUID, Double> uncertainty =
          IntStream.range(0, 500)
              .boxed()
              .collect(Collectors.toMap(i -> id(random), i -> i % 5 == 0 ? 0.25 : 0.05));
      Map<UUID, Boolean> right =
          uncertainty.keySet().stream()
              .sorted()
              .collect(
                  Collectors.toMap(
                      Function.identity(), id -> random.nextDouble() >= uncertainty.get(id)));
      List<SimulatedReview.Unrated> unrated = new ArrayList<>();
      uncertainty.forEach((id, wrong) -> unrated.add(new SimulatedReview.Unrated(id, wrong)));
      Collections.shuffle(unrated, random);

      List<SimulatedReview.Asked> asked = SimulatedReview.next(unrated, 60);
      LiveAccuracy accuracy =
          LiveAccuracy.of(
              asked.stream()
                  .map(row -> new LiveAccuracy.Rated(right.get(row.id()), row.probability()))
                  .toList());

      double all = right.values().stream().filter(Boolean::booleanValue).count() / 500.0;
      plain += asked.stream().filter(row -> right.get(row.id())).count() / 60.0 / streams;
      weighted += accuracy.estimate() / streams;
      truth += all / streams;
      held += accuracy.low() <= all && all <= accuracy.high() ? 1 : 0;
    }

    assertThat(weighted).isCloseTo(truth, within(0.006));
    assertThat(plain).isLessThan(truth - 0.03);
    assertThat(held).isGreaterThan(streams * 94 / 100);
  }

  /** Twenty labels a round, and a hundred new predictions before each. */
  @Test
  void theEstimateIsUnbiasedAfterSeveralRounds() {
    double error = 0;
    int streams = 400;
    for (int stream = 0; stream < streams; stream++) {
      var random = new Random(stream);
      Map<UUID, Double> uncertainty = new TreeMap<>();
      Map<UUID, Boolean> right = new TreeMap<>();
      Map<UUID, SimulatedReview.Unrated> unrated = new TreeMap<>();
      for (int round = 0; round < 5; round++) {
        for (int i = 0; i < 100; i++) {
          UUID id = id(random);
          uncertainty.put(id, i % 5 == 0 ? 0.25 : 0.05);
          right.put(id, random.nextDouble() >= uncertainty.get(id));
          unrated.put(id, new SimulatedReview.Unrated(id, uncertainty.get(id)));
        }
        SimulatedReview.next(List.copyOf(unrated.values()), 20)
            .forEach(asked -> unrated.remove(asked.id()));
      }
      double threshold =
          unrated.values().stream()
              .mapToDouble(row -> ReviewOrder.priority(row.id(), row.uncertainty()))
              .min()
              .orElseThrow();
      List<LiveAccuracy.Rated> rated = new ArrayList<>();
      uncertainty.forEach(
          (id, wrong) -> {
            if (ReviewOrder.priority(id, wrong) < threshold) {
              rated.add(
                  new LiveAccuracy.Rated(right.get(id), ReviewOrder.probability(threshold, wrong)));
            }
          });
      double all = right.values().stream().filter(Boolean::booleanValue).count() / 500.0;
      error += (LiveAccuracy.of(rated).estimate() - all) / streams;
    }

    assertThat(error).isCloseTo(0, within(0.006));
  }

  @Test
  void theOrderDependsOnNothingElse() {
    var random = new Random(3);
    List<SimulatedReview.Unrated> unrated =
        new ArrayList<>(
            IntStream.range(0, 50)
                .mapToObj(i -> new SimulatedReview.Unrated(id(random), i / 100.0))
                .toList());
    List<SimulatedReview.Asked> asked = SimulatedReview.next(unrated, 10);
    Collections.shuffle(unrated, random);

    assertThat(SimulatedReview.next(unrated, 10)).isEqualTo(asked);
    assertThat(SimulatedReview.next(unrated, 50))
        .startsWith(SimulatedReview.next(unrated, 50).get(0))
        .extracting(SimulatedReview.Asked::probability)
        .containsOnly(1.0);
    assertThat(SimulatedReview.next(unrated, 50).subList(0, 10))
        .extracting(SimulatedReview.Asked::id)
        .isEqualTo(asked.stream().map(SimulatedReview.Asked::id).toList());
  }

  private static UUID id(Random random) {
    return new UUID(random.nextLong(), random.nextLong());
  }
}
