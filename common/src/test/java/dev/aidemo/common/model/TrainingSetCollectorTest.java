package dev.aidemo.common.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.banknote.LabelledFeatures;
import dev.aidemo.common.banknote.Verdict;
import dev.aidemo.common.model.TrainingSet.LeftOut;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingSetCollectorTest {
  private static final Features ONE = new Features(1, 0, 0, 0);
  private static final Features TWO = new Features(2, 0, 0, 0);
  private static final Features THREE = new Features(3, 0, 0, 0);

  private static final Features STARTER = new Features(4, 0, 0, 0);
  private static final BankData DATA =
      new BankData(List.of(real(THREE)), List.of(fake(STARTER)), List.of());

  private final TrainingSetCollector collector = new TrainingSetCollector(DATA);

  @Test
  void keepsRowsInTheirOrder() {
    add(ONE, 1);
    add(TWO, 0);

    assertThat(collector.finish().rows()).containsExactly(real(ONE), fake(TWO));
    assertThat(collector.finish().leftOut()).isEqualTo(new LeftOut(0, 0, 0, 0, 0));
  }

  @Test
  void isEmptyIfNothingWasAdded() {
    assertThat(collector.finish().rows()).isEmpty();
  }

  @Test
  void keepsOneOfEqualRows() {
    add(ONE, 1, 1, 1);
    add(TWO, 0);

    TrainingSet set = collector.finish();

    assertThat(set.rows()).containsExactly(real(ONE), fake(TWO));
    assertThat(set.leftOut()).isEqualTo(new LeftOut(2, 0, 0, 0, 0));
  }

  @Test
  void followsTheMajorityOfTheLabels() {
    add(ONE, 1, 0, 0);
    add(TWO, 0, 1, 1, 0, 1);

    TrainingSet set = collector.finish();

    assertThat(set.rows()).containsExactly(fake(ONE), real(TWO));
    assertThat(set.leftOut()).isEqualTo(new LeftOut(6, 0, 0, 0, 0));
  }

  @Test
  void leavesOutRowsThatAreRatedRealAsOftenAsFake() {
    add(ONE, 1, 0, 0, 1);
    add(TWO, 0);

    TrainingSet set = collector.finish();

    assertThat(set.rows()).containsExactly(fake(TWO));
    assertThat(set.leftOut()).isEqualTo(new LeftOut(0, 0, 4, 0, 0));
  }

  @Test
  void leavesOutTheHoldout() {
    add(TWO, 1);
    add(THREE, 0, 0);

    TrainingSet set = collector.finish();

    assertThat(set.rows()).containsExactly(real(TWO));
    assertThat(set.leftOut()).isEqualTo(new LeftOut(0, 2, 0, 0, 0));
  }

  @Test
  void leavesOutTheHoldoutEvenWithMinusZeros() {
    collector.add(new double[] {3, -0.0, -0.0, -0.0}, 1);

    assertThat(collector.finish().leftOut()).isEqualTo(new LeftOut(0, 1, 0, 0, 0));
  }

  @Test
  void treatsMinusZeroAsZero() {
    collector.add(new double[] {1, -0.0, 0.0, -0.0}, 1);
    collector.add(new double[] {1, 0.0, -0.0, 0.0}, 1);

    assertThat(collector.finish().rows()).containsExactly(real(ONE));
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        100.001,
        -100.001,
        Double.MAX_VALUE,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY
      })
  void leavesOutFeaturesThatNoBanknoteHas(double number) {
    collector.add(new double[] {number, 0, 0, 0}, 1);
    collector.add(new double[] {0, number, 0, 0}, 1);
    collector.add(new double[] {0, 0, number, 0}, 1);
    collector.add(new double[] {0, 0, 0, number}, 1);

    TrainingSet set = collector.finish();

    assertThat(set.rows()).isEmpty();
    assertThat(set.leftOut()).isEqualTo(new LeftOut(0, 0, 0, 4, 0));
  }

  @Test
  void keepsTheLargestFeaturesThatABanknoteMayHave() {
    collector.add(new double[] {-100, 100, 0, 0}, 1);

    assertThat(collector.finish().rows()).hasSize(1);
  }

  @Test
  void doesNotCountTheLabelsOfRowsThatItLeavesOut() {
    add(ONE, 0, 0);
    collector.add(new double[] {1.5, 1e6, 0, 0}, 1);
    add(TWO, 1);

    assertThat(collector.finish().rows()).containsExactly(fake(ONE), real(TWO));
  }

  @RepeatedTest(20)
  void dependsNotOnTheOrderOfEqualRows(RepetitionInfo repetition) {
    var random = new Random(repetition.getCurrentRepetition());
    List<LabelledFeatures> rows = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      var features = new Features(random.nextInt(4), random.nextInt(3), 0, 0);
      rows.add(new LabelledFeatures(features, Verdict.ofLabel(random.nextInt(2))));
    }
    TrainingSet expected = collect(rows);

    Collections.shuffle(rows, random);

    assertThat(collect(rows)).isEqualTo(expected);
  }

  @Test
  void hasTheSameFingerprintForTheSameRows() {
    String once = collect(List.of(real(ONE), fake(TWO))).sha256();

    assertThat(once).matches("[0-9a-f]{64}");
    assertThat(collect(List.of(real(ONE), real(ONE), fake(TWO), fake(THREE))).sha256())
        .as("with a repeated row and one of the holdout")
        .isEqualTo(once);
  }

  @Test
  void hasAnotherFingerprintForOtherRows() {
    Features smallestStep = new Features(Math.nextUp(1.0), 0, 0, 0);

    assertThat(
            List.of(
                collect(List.of()).sha256(),
                collect(List.of(real(ONE))).sha256(),
                collect(List.of(fake(ONE))).sha256(),
                collect(List.of(real(TWO))).sha256(),
                collect(List.of(real(smallestStep))).sha256(),
                collect(List.of(real(new Features(0, 1, 0, 0)))).sha256(),
                collect(List.of(real(new Features(0, 0, 1, 0)))).sha256(),
                collect(List.of(real(new Features(0, 0, 0, 1)))).sha256(),
                collect(List.of(real(ONE), real(TWO))).sha256(),
                collect(List.of(real(ONE), fake(TWO))).sha256()))
        .doesNotHaveDuplicates();
  }

  @Test
  void keepsAStarterRowThatOneRatingContradicts() {
    add(STARTER, 0, 1);

    TrainingSet set = collector.finish();

    assertThat(set.rows()).containsExactly(fake(STARTER));
    assertThat(set.leftOut()).isEqualTo(new LeftOut(1, 0, 0, 0, 0));
  }

  @Test
  void followsTheMajorityAgainstAStarterRow() {
    add(STARTER, 0, 1, 1);

    assertThat(collector.finish().rows()).containsExactly(real(STARTER));
  }

  @Test
  void leavesOutAHeldOutRowInSinglePrecision() {
    add(new Features((float) 3.00001, 0, 0, 0), 1);

    assertThat(collector.finish().leftOut()).isEqualTo(new LeftOut(0, 1, 0, 0, 0));
  }

  @Test
  void keepsAllRowsOfTheBankDataButTheHoldout() {
    BankData data = BankData.load();
    List<LabelledFeatures> rows = new ArrayList<>(data.rest());
    rows.addAll(data.starter());
    rows.addAll(data.holdout());
    var everything = new TrainingSetCollector(data);
    sorted(rows).forEach(row -> add(everything, row));

    TrainingSet set = everything.finish();

    assertThat(set.rows()).hasSize(1078).doesNotContainAnyElementsOf(data.holdout());
    assertThat(set.leftOut()).isEqualTo(new LeftOut(0, 270, 0, 0, 0));
  }

  private void add(Features features, int... labels) {
    for (int label : labels) {
      add(collector, new LabelledFeatures(features, Verdict.ofLabel(label)));
    }
  }

  private static TrainingSet collect(List<LabelledFeatures> rows) {
    var collector = new TrainingSetCollector(DATA);
    sorted(rows).forEach(row -> add(collector, row));
    return collector.finish();
  }

  /** In the order of the features; equal features stay in the order in which they come. */
  private static List<LabelledFeatures> sorted(List<LabelledFeatures> rows) {
    return rows.stream()
        .sorted(
            Comparator.comparing(
                LabelledFeatures::features,
                Comparator.comparingDouble(Features::variance)
                    .thenComparingDouble(Features::skewness)
                    .thenComparingDouble(Features::curtosis)
                    .thenComparingDouble(Features::entropy)))
        .toList();
  }

  private static void add(TrainingSetCollector collector, LabelledFeatures row) {
    double[] numbers = row.features().toArray();
    collector.add(numbers, row.truth().label());
  }

  private static LabelledFeatures real(Features features) {
    return new LabelledFeatures(features, Verdict.REAL);
  }

  private static LabelledFeatures fake(Features features) {
    return new LabelledFeatures(features, Verdict.FAKE);
  }
}
