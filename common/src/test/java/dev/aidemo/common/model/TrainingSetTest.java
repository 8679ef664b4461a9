package dev.aidemo.common.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.banknote.LabelledFeatures;
import dev.aidemo.common.banknote.Verdict;
import dev.aidemo.common.model.TrainingSet.LeftOut;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingSetTest {
  @ParameterizedTest
  @CsvSource({"0, 0", "2, 100", "100, 2", "100, 0", "0, 100", "2, 2"})
  void needsThreeRowsOfEachClass(int real, int fake) {
    assertThat(set(real, fake).tooFewRows())
        .hasValue(
            "training needs at least 3 rows of each class, there are %d real and %d fake"
                .formatted(real, fake));
  }

  @ParameterizedTest
  @CsvSource({"3, 3", "3, 100", "100, 3"})
  void isLargeEnoughWithThreeRowsOfEachClass(int real, int fake) {
    assertThat(set(real, fake).tooFewRows()).isEmpty();
  }

  @Test
  void isLargeEnoughWithTheStarterRows() {
    List<LabelledFeatures> starter = BankData.load().starter();

    assertThat(new TrainingSet(starter, "", new LeftOut(0, 0, 0, 0, 0)).tooFewRows()).isEmpty();
  }

  @Test
  void isItsOwnSampleIfItIsSmallEnough() {
    TrainingSet set = set(60, 40);

    assertThat(set.sample(100)).isEqualTo(set.rows());
  }

  @Test
  void drawsASampleInWhichEachClassHasItsShare() {
    TrainingSet set = set(600, 400);

    List<LabelledFeatures> sample = set.sample(100);

    assertThat(sample).hasSize(100).doesNotHaveDuplicates().isSubsetOf(set.rows());
    assertThat(sample).filteredOn(row -> row.truth() == Verdict.REAL).hasSize(60);
    assertThat(set.sample(100)).isEqualTo(sample);
  }

  @Test
  void drawsEnoughOfARareClass() {
    TrainingSet set = set(997, 3);

    assertThat(set.sample(100))
        .filteredOn(row -> row.truth() == Verdict.FAKE)
        .hasSize(TrainingSet.MIN_ROWS_PER_CLASS);
  }

  @Test
  void drawsOtherRowsOfAnotherSet() {
    TrainingSet set = set(600, 400);

    assertThat(new TrainingSet(set.rows(), "another", set.leftOut()).sample(100))
        .isNotEqualTo(set.sample(100));
  }

  private static TrainingSet set(int real, int fake) {
    List<LabelledFeatures> rows =
        IntStream.range(0, real + fake)
            .mapToObj(
                i ->
                    new LabelledFeatures(
                        new Features(i, 0, 0, 0), i < real ? Verdict.REAL : Verdict.FAKE))
            .toList();
    return new TrainingSet(rows, "", new LeftOut(0, 0, 0, 0, 0));
  }
}
