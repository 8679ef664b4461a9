package dev.aidemo.common.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.common.banknote.HoldoutId;
import dev.aidemo.common.message.ClassificationReport;
import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.common.model.ModelStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class PromotionRuleTest {
  private static final Comparator<TrainedModel> BY_RANK = Comparator.comparing(Rank::of);

  @Test
  void prefersTheHigherGenerationToAnyAccuracy() {
    assertBetter(model(2, 0.1, 1), model(1, 1.0, 9));
  }

  @Test
  void prefersAComparedModelToOneThatNamesNoHoldout() {
    assertBetter(model(1, 0.1, 1), model(0, 1.0, 0));
  }

  @Test
  void prefersTheHigherAccuracyToAnyVersion() {
    assertBetter(model(1, 0.9, 1), model(1, 0.89, 9));
    assertBetter(model(1, Math.nextUp(0.9), 1), model(1, 0.9, 9));
  }

  @Test
  void prefersTheHigherVersionOfEquallyAccurateModels() {
    assertBetter(model(1, 0.9, 10), model(1, 0.9, 9));
    assertBetter(model(1, 0.9, Long.MAX_VALUE), model(1, 0.9, 1));
  }

  @RepeatedTest(50)
  void ordersAnyTwoModels(RepetitionInfo repetition) {
    var random = new Random(repetition.getCurrentRepetition());
    List<TrainedModel> models = models(random, 30);

    for (TrainedModel one : models) {
      for (TrainedModel other : models) {
        int rank = Integer.signum(BY_RANK.compare(one, other));
        assertThat(rank).isEqualTo(-Integer.signum(BY_RANK.compare(other, one)));
        assertThat(rank == 0).as("equal ranks").isEqualTo(one == other);
        for (TrainedModel third : models) {
          if (rank > 0 && BY_RANK.compare(other, third) > 0) {
            assertThat(BY_RANK.compare(one, third)).isPositive();
          }
        }
      }
    }
  }

  @RepeatedTest(50)
  void findsTheSameChampionInAnyOrderOfArrivalAndRepetition(RepetitionInfo repetition) {
    var random = new Random(repetition.getCurrentRepetition());
    List<TrainedModel> arrivals = models(random, 100);
    TrainedModel champion = champion(arrivals);

    for (int i = 0; i < 10; i++) {
      Collections.shuffle(arrivals, random);
      arrivals.add(arrivals.get(random.nextInt(arrivals.size())));

      assertThat(champion(arrivals)).isSameAs(champion);
    }
  }

  /** Returns the champion after all models were offered one by one. */
  private static TrainedModel champion(List<TrainedModel> arrivals) {
    TrainedModel champion = arrivals.get(0);
    for (TrainedModel model : arrivals) {
      if (BY_RANK.compare(model, champion) >= 0) {
        champion = model;
      }
    }
    return champion;
  }

  private static void assertBetter(TrainedModel better, TrainedModel worse) {
    assertThat(BY_RANK.compare(better, worse)).isPositive();
    assertThat(BY_RANK.compare(worse, better)).isNegative();
    assertThat(BY_RANK.compare(better, better)).isZero();
  }

  /** Returns similar models, each of its own version. */
  private static List<TrainedModel> models(Random random, int count) {
    List<TrainedModel> models = new ArrayList<>();
    IntStream.rangeClosed(1, count)
        .forEach(
            version ->
                models.add(model(random.nextInt(3), (96 + random.nextInt(4)) / 100.0, version)));
    Collections.shuffle(models, random);
    return models;
  }

  private static TrainedModel model(int generation, double accuracy, long version) {
    var scores = new ClassificationReport.Scores(accuracy, accuracy, accuracy, 10);
    return new TrainedModel(
        new UUID(generation, version),
        ModelStore.fileName(version),
        100,
        accuracy,
        new ClassificationReport(scores, scores, scores, scores, accuracy),
        1,
        1,
        1,
        version,
        "linear-svm",
        generation == 0 ? null : new HoldoutId(generation, "9f3ac2d1"),
        null,
        null);
  }
}
