package dev.aidemo.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.model.Classifier;
import dev.aidemo.common.model.CurrentModel.Served;
import dev.aidemo.common.model.StarterModel;
import dev.aidemo.common.promotion.Rank;
import dev.aidemo.testkit.Services;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.Jedis;

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

  @TempDir private static Path folder;
  private static Served starter;

  private final Map<String, String> variables = new HashMap<>(Services.environment());

  @BeforeAll
  static void makeTheStarterModel() throws IOException {
    StarterModel.main(new String[] {folder.toString()});
    byte[] file = Files.readAllBytes(folder.resolve("starter-model.pb"));
    starter = new Served(Rank.STARTER.fileName(), Classifier.read(file));
  }

  @BeforeEach
  void emptyTheStores() throws SQLException {
    variables.put("TRAINING_INTERVAL_SECONDS", "0");
    variables.put("MODEL_REFRESH_SECONDS", "0");
    try (var connection = Services.owner();
        var statement = connection.createStatement();
        var redis =
            new Jedis(variables.get("REDISHOST"), Integer.parseInt(variables.get("REDISPORT")))) {
      statement.execute("TRUNCATE training, jobs, skipped_trainings, predictions");
      redis.flushAll();
    }
  }

  @ParameterizedTest
  @EnumSource
  void neverLowersTheAccuracyOfTheChampion(PoisoningAttack attack) {
    FeedbackLoop loop = loop();
    loop.addStarter(DATA.starter());
    loop.rate(DATA.rest().subList(0, 60));
    loop.train();
    assertThat(loop.accuracy()).isGreaterThan(0.9);

    attack(loop, attack);
  }

  @ParameterizedTest
  @EnumSource(names = {"ALL_INVERTED", "EXTREME_VALUES"})
  void neverLowersTheAccuracyOfTheStarterModel(PoisoningAttack attack) {
    FeedbackLoop loop = loop();
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
  void countsARepeatedlyRatedSubjectOnce() {
    FeedbackLoop loop = loop();
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

  private FeedbackLoop loop() {
    return new FeedbackLoop(variables, starter);
  }
}
