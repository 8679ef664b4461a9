package dev.aidemo.common.promotion;

import static dev.aidemo.common.message.SamplePayloads.deciding;
import static dev.aidemo.common.message.SamplePayloads.model;
import static dev.aidemo.common.message.SamplePayloads.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.common.message.ContractTest;
import dev.aidemo.common.message.Decision;
import dev.aidemo.common.message.TrainedModel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class PromotionRuleTest {
  private static final double STARTER = Rank.STARTER.accuracy();
  private static final TrainedModel GOOD = model(0.8, 1);
  private static final TrainedModel WORSE = model(0.7, 2);
  private static final TrainedModel BETTER = model(0.9, 3);
  private static final TrainedModel BELOW_STARTER = model(Math.nextDown(STARTER), 4);
  private static final TrainedModel WITHOUT_HOLDOUT = model(0, 1, 0);

  @Test
  void comparesAModelWithTheChampion() {
    assertThat(PromotionRule.compare(WORSE, Optional.of(Rank.of(GOOD))))
        .isEqualTo(new Promotion(Rank.of(WORSE), Rank.of(GOOD)));
  }

  @Test
  void comparesAModelWithTheStarterModelIfThereIsNoChampion() {
    assertThat(PromotionRule.compare(GOOD, Optional.empty()))
        .isEqualTo(new Promotion(Rank.of(GOOD), Rank.STARTER));
  }

  @Test
  void comparesAModelWithTheStarterModelIfTheChampionRanksBelowIt() {
    Optional<Rank> left = Optional.of(Rank.of(WITHOUT_HOLDOUT));

    assertThat(PromotionRule.compare(BELOW_STARTER, left))
        .isEqualTo(new Promotion(Rank.of(BELOW_STARTER), Rank.STARTER));
  }

  @Test
  void sortsTheModelsThatMayServeTheBestFirst() {
    List<TrainedModel> models =
        List.of(WORSE, WITHOUT_HOLDOUT, BETTER, BELOW_STARTER, GOOD, model(STARTER, 5));

    assertThat(PromotionRule.bestFirst(models))
        .containsExactly(BETTER, GOOD, WORSE, model(STARTER, 5));
  }

  @Test
  void hasNoChampionIfTheStarterModelOutranksAll() {
    assertThat(PromotionRule.champion(List.of())).isEmpty();
    assertThat(PromotionRule.champion(List.of(BELOW_STARTER, WITHOUT_HOLDOUT))).isEmpty();
  }

  @Test
  void tellsOfEachModelWithWhichChampionItWasCompared() {
    List<Promotion> history =
        PromotionRule.history(List.of(BELOW_STARTER, GOOD, WORSE, GOOD, BETTER, WORSE));

    assertThat(history)
        .containsExactly(
            new Promotion(Rank.of(BELOW_STARTER), Rank.STARTER),
            new Promotion(Rank.of(GOOD), Rank.STARTER),
            new Promotion(Rank.of(WORSE), Rank.of(GOOD)),
            new Promotion(Rank.of(GOOD), Rank.of(GOOD)),
            new Promotion(Rank.of(BETTER), Rank.of(GOOD)),
            new Promotion(Rank.of(WORSE), Rank.of(BETTER)));
    assertThat(history)
        .extracting(Promotion::isPromoted)
        .containsExactly(false, true, false, true, true, false);
    assertThat(PromotionRule.history(List.of())).isEmpty();
  }

  @Test
  void theNewestDecisionAppliesWhateverTheAccuracies() {
    TrainedModel third = deciding(model(0.7, 3), GOOD);
    TrainedModel fourth = deciding(model(0.99, 4), third);

    assertThat(PromotionRule.champion(List.of(GOOD, third, fourth, BETTER))).contains(third);
    assertThat(PromotionRule.champion(List.of(fourth, third, GOOD))).contains(third);
  }

  @Test
  void anOlderDecisionAppliesIfTheFileOfTheNewestIsLost() {
    TrainedModel lost = model(0.99, 2);
    TrainedModel third = deciding(model(0.7, 3), GOOD);
    TrainedModel fourth = deciding(model(0.9, 4), lost);

    assertThat(PromotionRule.bestFirst(List.of(BETTER, GOOD, third, fourth))).startsWith(GOOD);
  }

  @Test
  void tellsOfAModelWhatALaterMessageDecidesAboutIt() {
    TrainedModel waits = deciding(model(0.8, 3), GOOD);
    TrainedModel replaces = deciding(model(0.8, 4), waits);

    List<Promotion> history = PromotionRule.history(List.of(GOOD, waits, replaces));

    assertThat(history).extracting(Promotion::isPromoted).containsExactly(true, true, false);
    assertThat(history.get(2).winner().fileName()).isEqualTo(waits.modelFileName());
    assertThat(PromotionRule.history(List.of(GOOD, waits)).get(1).isPromoted()).isFalse();
  }

  @Test
  void saysOnWhichEvidenceAModelIsPromoted() {
    Decision decision = TrainedModel.decode(ContractTest.fixture("model-with-decision")).decision();
    TrainedModel ninth = deciding(model(0.9, 9), GOOD);
    TrainedModel twelfth = with(model(0.9, 12), decision);

    Promotion promotion = PromotionRule.history(List.of(ninth, twelfth)).get(0);

    assertThat(promotion.promotedBecause().orElseThrow())
        .startsWith("version 9 replaces 7: of 412");
    assertThat(promotion.notPromotedBecause()).isEmpty();
    assertThat(PromotionRule.compare(twelfth, Optional.empty()).isPromoted()).isFalse();
  }

  /** Decisions make a chain, each by the training that has the lock. */
  @RepeatedTest(50)
  void endsWithTheSameChampionInAnyOrderOfDecisions(RepetitionInfo repetition) {
    var random = new Random(repetition.getCurrentRepetition());
    List<TrainedModel> arrivals = new ArrayList<>(List.of(GOOD));
    for (long version = 2; version <= 30; version++) {
      TrainedModel serves = arrivals.get(random.nextInt(arrivals.size()));
      arrivals.add(deciding(similarModel(random, version), serves));
    }
    String champion = arrivals.get(29).decision().serves().modelFileName();

    for (int i = 0; i < 10; i++) {
      Collections.shuffle(arrivals, random);
      Rank registered = Rank.STARTER;
      for (TrainedModel arrival : arrivals) {
        registered = PromotionRule.compare(arrival, Optional.of(registered)).winner();
      }

      assertThat(registered.fileName()).isEqualTo(champion);
      assertThat(PromotionRule.champion(arrivals).orElseThrow().modelFileName())
          .isEqualTo(champion);
    }
  }

  /** The history of the same models in any order, some of them redelivered, ends with it. */
  @RepeatedTest(50)
  void endsWithTheSameChampionInAnyOrderOfArrivalAndRepetition(RepetitionInfo repetition) {
    var random = new Random(repetition.getCurrentRepetition());
    List<TrainedModel> arrivals =
        new ArrayList<>(
            LongStream.rangeClosed(1, 100)
                .mapToObj(version -> similarModel(random, version))
                .toList());
    TrainedModel champion = PromotionRule.champion(arrivals).orElseThrow();

    for (int i = 0; i < 10; i++) {
      Collections.shuffle(arrivals, random);
      arrivals.add(arrivals.get(random.nextInt(arrivals.size())));

      assertThat(PromotionRule.champion(arrivals)).contains(champion);
      assertThat(lastPromoted(PromotionRule.history(arrivals))).isEqualTo(Rank.of(champion));
    }
  }

  private static Rank lastPromoted(List<Promotion> history) {
    return history.stream()
        .filter(Promotion::isPromoted)
        .reduce((earlier, later) -> later)
        .orElseThrow()
        .model();
  }

  private static TrainedModel similarModel(Random random, long version) {
    return model(random.nextInt(3), (96 + random.nextInt(4)) / 100.0, version);
  }
}
