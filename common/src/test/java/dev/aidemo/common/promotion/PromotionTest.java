package dev.aidemo.common.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromotionTest {
  private static final double STARTER_ACCURACY = 177.0 / 270;

  @Test
  void promotesAModelThatIsExactlyAsGoodAsTheStarterModel() {
    assertThat(notPromoted(new Rank(1, STARTER_ACCURACY, 1, "model-1.pb"), Rank.STARTER)).isEmpty();
  }

  @Test
  void doesNotPromoteAModelThatIsWorseThanTheStarterModel() {
    assertThat(
            notPromoted(
                new Rank(1, Math.nextDown(STARTER_ACCURACY), 1, "model-1.pb"), Rank.STARTER))
        .contains("0.6555555555555554 < 0.6555555555555556 of the starter model");
    assertThat(notPromoted(new Rank(0, 1, 0, "model-1607000000.joblib"), Rank.STARTER))
        .contains("holdout generation 0 < 1 of the starter model");
  }

  @Test
  void promotesTheChampionItselfWhenItIsRedelivered() {
    var champion = new Rank(1, 0.9704, 7, "b");

    assertThat(notPromoted(champion, champion)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0.9, 5, 0.9000 < 0.9704 of version 7",
    "0, 0.99, 5, holdout generation 0 < 1 of version 7",
    "1, 0.9704, 5, version 5 < that of version 7",
  })
  void saysWhyAModelIsNotPromoted(int generation, double accuracy, long version, String reason) {
    assertThat(
            notPromoted(new Rank(generation, accuracy, version, "a"), new Rank(1, 0.9704, 7, "b")))
        .contains(reason);
  }

  @Test
  void saysIfOnlyTheFileNamesDiffer() {
    assertThat(notPromoted(new Rank(1, 0.9, 0, "a.pb"), new Rank(1, 0.9, 0, "b.pb")))
        .contains("file name a.pb < that of b.pb");
  }

  private static Optional<String> notPromoted(Rank model, Rank champion) {
    var promotion = new Promotion(model, champion);
    assertThat(promotion.isPromoted()).isEqualTo(promotion.notPromotedBecause().isEmpty());
    return promotion.notPromotedBecause();
  }
}
