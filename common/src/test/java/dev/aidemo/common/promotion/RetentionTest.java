package dev.aidemo.common.promotion;

import static dev.aidemo.common.message.SamplePayloads.NOON;
import static dev.aidemo.common.message.SamplePayloads.model;
import static dev.aidemo.common.message.SamplePayloads.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.common.message.Challenger;
import dev.aidemo.common.message.DecidedModel;
import dev.aidemo.common.message.Decision;
import dev.aidemo.common.message.TrainedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class RetentionTest {
  @Test
  void keepsTheNewestFiftyThatWerePromoted() {
    List<TrainedModel> better = models(1, 60, version -> 0.7 + version / 1000.0);

    assertThat(Retention.expired(better)).containsExactlyElementsOf(better.subList(0, 10));
    assertThat(Retention.expired(better.subList(10, 60))).isEmpty();
  }

  @Test
  void keepsTheChampionAndTheNewestFiftyOfWhatCameAfterIt() {
    List<TrainedModel> models = new ArrayList<>(List.of(model(0.9, 1)));
    models.addAll(models(2, 70, version -> 0.8));

    assertThat(Retention.expired(models)).containsExactlyElementsOf(models.subList(1, 20));
  }

  @Test
  void keepsAFormerChampionAmongManyThatWereNotPromoted() {
    List<TrainedModel> models = new ArrayList<>(List.of(model(0.8, 1)));
    models.addAll(models(2, 100, version -> 0.75));
    models.add(model(0.9, 101));
    models.addAll(models(102, 300, version -> 0.85));

    List<TrainedModel> expired = Retention.expired(models);

    assertThat(expired).doesNotContain(models.get(0), models.get(100));
    assertThat(expired).hasSize(300 - 2 - 50);
  }

  @Test
  void keepsTheModelsThatTheNewestDecisionIsContinuedWith() {
    List<TrainedModel> models = new ArrayList<>(models(1, 200, version -> 0.9));
    var decision =
        new Decision(
            DecidedModel.of(models.get(0)),
            DecidedModel.of(models.get(1)),
            new Challenger(DecidedModel.of(models.get(2)), 2, 1, null),
            new Challenger(DecidedModel.of(models.get(3)), 1, 1, NOON),
            2,
            List.of(),
            0,
            NOON);
    models.add(with(model(0.9, 201), decision));

    assertThat(Retention.expired(models))
        .doesNotContainAnyElementsOf(models.subList(0, 4))
        .contains(models.get(4));
  }

  /** Whatever is trained, in a bucket that is pruned each time, the champion is that of all. */
  @RepeatedTest(20)
  void boundsTheFilesForEver(RepetitionInfo repetition) {
    var random = new Random(repetition.getCurrentRepetition());
    List<TrainedModel> all = new ArrayList<>();
    List<TrainedModel> files = new ArrayList<>();
    for (long version = 1; version <= 1_000; version++) {
      double accuracy = 0.6 + random.nextInt(300) / 1000.0 + version / 10_000.0;
      TrainedModel model = model(1, accuracy, version);
      all.add(model);
      files.add(model);
      files.removeAll(Retention.expired(files));

      assertThat(files).hasSizeLessThanOrEqualTo(101).contains(model);
      assertThat(PromotionRule.champion(files)).isEqualTo(PromotionRule.champion(all));
    }
  }

  @FunctionalInterface
  private interface Accuracy {
    double of(long version);
  }

  private static List<TrainedModel> models(long first, long last, Accuracy accuracy) {
    return LongStream.rangeClosed(first, last)
        .mapToObj(version -> model(accuracy.of(version), version))
        .toList();
  }
}
