package dev.aidemo.common.promotion;

import static dev.aidemo.common.message.SamplePayloads.deciding;
import static dev.aidemo.common.message.SamplePayloads.model;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class RankTest {
  @Test
  void prefersTheHigherGenerationToAnyAccuracy() {
    assertHigher(new Rank(2, 0.1, 1, "a"), new Rank(1, 1, 9, "b"));
  }

  @Test
  void prefersAModelThatWasScoredOnTheHoldoutToOneThatWasNot() {
    assertHigher(Rank.of(model(1, 0.1, 1)), Rank.of(model(0, 1, 0)));
  }

  @Test
  void prefersTheHigherAccuracyToAnyVersion() {
    assertHigher(new Rank(1, 0.9, 1, "a"), new Rank(1, 0.89, 9, "b"));
    assertHigher(new Rank(1, Math.nextUp(0.9), 1, "a"), new Rank(1, 0.9, 9, "b"));
  }

  @Test
  void prefersTheHigherVersionOfEquallyAccurateModels() {
    assertHigher(new Rank(1, 0.9, 10, "a"), new Rank(1, 0.9, 9, "b"));
    assertHigher(new Rank(1, 0.9, Long.MAX_VALUE, "a"), new Rank(1, 0.9, Long.MAX_VALUE - 1, "b"));
  }

  @Test
  void prefersTheLaterFileNameOfModelsWithoutAVersion() {
    assertHigher(new Rank(1, 0.9, 0, "b"), new Rank(1, 0.9, 0, "a"));
  }

  @Test
  void prefersTheNewerDecisionToAnythingElse() {
    assertHigher(new Rank(3, 1, 0.8, 1, "a"), new Rank(2, 9, 1, 9, "b"));
    assertHigher(new Rank(1, 1, 0.8, 1, "a"), new Rank(0, 9, 1, 9, "b"));
  }

  @Test
  void ranksTheModelThatAMessageDecidesFor() {
    assertThat(Rank.of(deciding(model(0.9, 7), model(0.8, 5))))
        .isEqualTo(new Rank(7, 1, 0.8, 5, "model-0000000005.pb"));
  }

  @Test
  void treatsMinusZeroAsZero() {
    assertThat(new Rank(1, -0.0, 1, "a")).isEqualByComparingTo(new Rank(1, 0.0, 1, "a"));
  }

  @RepeatedTest(50)
  void isATotalOrder(RepetitionInfo repetition) {
    var random = new Random(repetition.getCurrentRepetition());
    List<Rank> ranks =
        LongStream.rangeClosed(1, 30).mapToObj(version -> similarRank(random, version)).toList();

    for (Rank one : ranks) {
      for (Rank other : ranks) {
        int order = Integer.signum(one.compareTo(other));
        assertThat(order).isEqualTo(-Integer.signum(other.compareTo(one)));
        assertThat(order == 0).as("equal ranks").isEqualTo(one == other);
        for (Rank third : ranks) {
          if (order > 0 && other.compareTo(third) > 0) {
            assertThat(one).isGreaterThan(third);
          }
        }
      }
    }
  }

  private static Rank similarRank(Random random, long version) {
    return new Rank(random.nextInt(3), (96 + random.nextInt(4)) / 100.0, version, "a");
  }

  private static void assertHigher(Rank higher, Rank lower) {
    assertThat(higher).isGreaterThan(lower).isEqualByComparingTo(higher);
    assertThat(lower).isLessThan(higher);
  }
}
