package dev.aidemo.common.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.aidemo.common.banknote.Verdict;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConformalSetsTest {
  private static final double RISK = 0.02;

  @Test
  void needsFortyNineRowsAtARiskOfTwoInAHundred() {
    var random = new Random(1);

    assertThat(ConformalSets.calibrate(rows(random, 48), RISK)).isEmpty();
    assertThat(ConformalSets.calibrate(rows(random, 49), RISK)).isPresent();
    assertThat(ConformalSets.rank(49, RISK)).isEqualTo(49);
    assertThat(ConformalSets.rank(99, RISK)).isEqualTo(98);
    assertThat(ConformalSets.rank(100, RISK)).isEqualTo(99);
  }

  @Test
  void isUnsureNearTheBoundary() {
    var sets = new ConformalSets(0.5);

    assertThat(sets.of(0.6)).containsExactly(Verdict.REAL);
    assertThat(sets.of(-0.6)).containsExactly(Verdict.FAKE);
    assertThat(sets.of(0.5)).containsExactlyInAnyOrder(Verdict.values());
    assertThat(sets.of(-0.4)).containsExactlyInAnyOrder(Verdict.values());
  }

  /** The truth agrees with the margin's side in about 84 of 100 notes. */
  @Test
  void setsHoldTheTruth() {
    var random = new Random(2);
    int held = 0;
    int streams = 2_000;
    for (int i = 0; i < streams; i++) {
      ConformalSets sets = ConformalSets.calibrate(rows(random, 60), RISK).orElseThrow();
      CalibrationRow next = rows(random, 1).get(0);
      held += sets.of(next.margin()).contains(next.truth()) ? 1 : 0;
    }

    assertThat((double) held / streams).isCloseTo(0.984, within(0.01));
  }

  private static List<CalibrationRow> rows(Random random, int count) {
    return Stream.generate(
            () -> {
              Verdict truth = random.nextBoolean() ? Verdict.REAL : Verdict.FAKE;
              double centre = truth == Verdict.REAL ? 1 : -1;
              return new CalibrationRow(centre + random.nextGaussian(), truth);
            })
        .limit(count)
        .toList();
  }
}
