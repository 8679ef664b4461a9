package dev.aidemo.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.common.banknote.BankData;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Tests that people who rate wrongly, on purpose or not, cannot make the service worse: whatever is
 * trained on their ratings, the model that serves never classifies less of the holdout right.
 *
 * <p>{@code -Dpoisoning.ratings=10000} makes it an experiment of any size.
 */
class PoisoningIT {
  private static final int RATINGS = Integer.getInteger("poisoning.ratings", 400);
  private static final int WAVES = 2;
  private static final BankData DATA = BankData.load();

  @ParameterizedTest
  @EnumSource
  void neverLowersTheAccuracyOfTheChampion(PoisoningAttack attack) throws SQLException {
    FeedbackLoop loop = FeedbackLoop.empty();
    loop.addStarter(DATA.starter());
    loop.rate(DATA.rest().subList(0, 60));
    loop.train();
    assertThat(loop.accuracy()).isGreaterThan(0.9);

    attack(loop, attack);
  }

  @ParameterizedTest
  @EnumSource(names = {"ALL_INVERTED", "EXTREME_VALUES"})
  void neverLowersTheAccuracyOfTheStarterModel(PoisoningAttack attack) throws SQLException {
    FeedbackLoop loop = FeedbackLoop.empty();
    assertThat(loop.accuracy()).isEqualTo(177.0 / 270);

    attack(loop, attack);
  }

  private static void attack(FeedbackLoop loop, PoisoningAttack attack) {
    double before = loop.accuracy();
    double longest = 0;
    var random = new Random(1);
    for (int wave = 0; wave < WAVES; wave++) {
      double champion = loop.accuracy();
      loop.rate(attack.claims(RATINGS, random));
      longest = Math.max(longest, loop.train());
      assertThat(loop.accuracy()).isGreaterThanOrEqualTo(champion);
    }
    System.out.printf(
        Locale.ROOT,
        "%s: %d ratings, champion %.4f, then %.4f; %d trained, %d not promoted, longest %.1f s%n",
        attack,
        RATINGS * WAVES,
        before,
        loop.accuracy(),
        loop.trained(),
        loop.notPromoted(),
        longest);
  }

  @Test
  void countsARepeatedlyRatedSubjectOnce() throws SQLException {
    FeedbackLoop loop = FeedbackLoop.empty();
    loop.addStarter(DATA.starter());
    UUID batch =
        loop.predict(
            TrainingFixture.trainedOn(), List.of(PoisoningAttack.opposite(DATA.rest().get(0))));
    for (int i = 0; i < RATINGS; i++) {
      loop.learn(batch, 1);
    }

    loop.train();

    assertThat(loop.lastRecords()).isEqualTo(7);
  }
}
