package dev.aidemo.common.banknote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BankDataTest {
  private static final BankData DATA = BankData.load();

  @Test
  void holdsOutAFifthAndStartsWithThreeRowsOfEachClass() {
    assertThat(DATA.holdout()).hasSize(270);
    assertThat(DATA.starter()).hasSize(6);
    assertThat(DATA.rest()).hasSize(1072);
    assertThat(count(DATA.starter(), Verdict.REAL)).isEqualTo(3);
    assertThat(count(DATA.starter(), Verdict.FAKE)).isEqualTo(3);
  }

  @Test
  void putsEachDistinctRowIntoOnePart() {
    assertThat(all()).hasSize(1348).doesNotHaveDuplicates();
  }

  @Test
  void hasNoFeaturesTwice() {
    assertThat(all().stream().map(LabelledFeatures::features)).doesNotHaveDuplicates();
  }

  @Test
  void knowsTheFirstRowOfTheFile() {
    assertThat(all())
        .contains(
            new LabelledFeatures(new Features(3.6216, 8.6661, -2.8073, -0.44699), Verdict.FAKE));
  }

  @Test
  void namesTheHoldout() {
    assertThat(DATA.holdoutId())
        .as(
            "The holdout has changed. Accuracies on it cannot be compared with those on the one"
                + " before: raise GENERATION in BankData, then write the new id here.")
        .hasToString("1-dd04107e");
  }

  @Test
  void isDividedTheSameWayEachTime() {
    assertThat(BankData.load()).isEqualTo(DATA);
  }

  @Test
  void holdsOutBothClassesAsOftenAsTheyOccur() {
    double shareOfAll = (double) count(all(), Verdict.REAL) / all().size();

    assertThat((double) count(DATA.holdout(), Verdict.REAL) / DATA.holdout().size())
        .isCloseTo(shareOfAll, within(0.002));
  }

  @Test
  void mixesTheClassesOfTheRest() {
    long realOfTheFirst = count(DATA.rest().subList(0, 100), Verdict.REAL);

    assertThat(realOfTheFirst).isBetween(30L, 70L);
  }

  @Test
  void numbersTheRowsThatAreNotHeldOutByTheirPlaceInTheFile() {
    var numbered = BankData.numberedWithoutHoldout();

    assertThat(numbered)
        .containsEntry(
            1, new LabelledFeatures(new Features(3.6216, 8.6661, -2.8073, -0.44699), Verdict.FAKE));
    assertThat(numbered.keySet()).allMatch(number -> number >= 1 && number <= 1372);
    assertThat(numbered.values())
        .doesNotHaveDuplicates()
        .doesNotContainAnyElementsOf(DATA.holdout())
        .containsAll(DATA.starter())
        .hasSizeBetween(1070, 1078);
  }

  private List<LabelledFeatures> all() {
    List<LabelledFeatures> all = new ArrayList<>(DATA.holdout());
    all.addAll(DATA.starter());
    all.addAll(DATA.rest());
    return all;
  }

  private static long count(List<LabelledFeatures> rows, Verdict truth) {
    return rows.stream().filter(row -> row.truth() == truth).count();
  }
}
