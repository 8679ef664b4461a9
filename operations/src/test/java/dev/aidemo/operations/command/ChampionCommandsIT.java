package dev.aidemo.operations.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.common.config.Environment;
import dev.aidemo.common.model.CurrentModel;
import dev.aidemo.common.model.CurrentModel.Served;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ChampionCommandsIT {
  @TempDir private Path home;
  private Stores stores;

  @BeforeEach
  void empty() throws Exception {
    stores = new Stores();
  }

  @AfterEach
  void close() {
    stores.close();
  }

  private CommandRun champion(String... arguments) {
    List<String> all = new ArrayList<>(List.of("champion"));
    all.addAll(List.of(arguments));
    return CommandRun.of(home, stores.environment, all.toArray(String[]::new));
  }

  /** Returns what a new instance of the function serves. */
  private String served() {
    Environment environment = Environment.of(stores.environment);
    return new CurrentModel(
            environment,
            stores.register,
            stores.bucket,
            new Served("model-0-starter.pb", Stores.CLASSIFIER))
        .get()
        .fileName();
  }

  @Test
  void withoutATrainingTheStarterModelServes() {
    assertThat(champion("show").exitCode()).isZero();
    assertThat(champion("show").out()).contains("The starter model serves", "agree.");
    assertThat(champion("history").out()).isEqualTo("There was no training yet.\n");
    assertThat(champion("unpin").out()).contains("Nothing was pinned");
  }

  @Test
  void theChampionIsShownWithWhatIsKnownOfIt() {
    stores.train(1, 0.7);
    stores.train(2, 0.9);

    CommandRun show = champion("show");

    assertThat(show.exitCode()).as(show.error()).isZero();
    assertThat(show.lines())
        .containsExactly(
            "Version 2 serves because it is the champion.",
            "",
            "  file      model-0000000002.pb",
            "  trainer   rbf-svm",
            "  rows      100",
            "  accuracy  0.9000",
            "  holdout   1-9f3ac2d1",
            "  trained   2026-11-23T12:00:02.120Z",
            "",
            "Redis, the bucket and table jobs agree: the champion is model-0000000002.pb.");
  }

  @Test
  void afterAFlushRedisDisagreesOnTheChampion() {
    stores.train(1, 0.7);
    stores.redis.flushAll();

    CommandRun show = champion("show");

    assertThat(show.exitCode()).isEqualTo(1);
    assertThat(show.out())
        .contains("Version 1 serves", "disagree on the champion: none, model-0000000001.pb and")
        .contains("./ai-demo cache rebuild");
    assertThat(served()).isEqualTo("model-0000000001.pb");
  }

  @Test
  void theHistoryShowsWhichModelsWerePromotedAndWhyOthersWereNot() {
    stores.train(1, 0.7);
    stores.train(2, 0.9);
    stores.train(3, 0.8);
    champion("pin", "1");

    assertThat(champion("history").lines())
        .containsExactly(
            "version                   trained  rows  trainer  accuracy  promoted",
            "      1  2026-11-23T12:00:01.120Z   100  rbf-svm    0.7000  yes, pinned",
            "      2  2026-11-23T12:00:02.120Z   100  rbf-svm    0.9000  yes, champion",
            "      3  2026-11-23T12:00:03.120Z   100  rbf-svm    0.8000  no: 0.8000 < 0.9000 of"
                + " version 2");
  }

  @Test
  void theHistoryShowsWhyATrainingWasSkipped() {
    stores.skipTraining(
        "training needs at least 3 rows of each class, there are 7 real and 0 fake");

    assertThat(champion("history").lines())
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("There was no training yet."),
            line ->
                assertThat(line)
                    .matches(
                        "Training skipped at 20\\S+Z: training needs at least 3 rows of each class, .*"));
  }

  @Test
  void aPinnedVersionServesUntilItIsUnpinned() {
    stores.train(1, 0.7);
    stores.train(2, 0.9);

    CommandRun pin = champion("pin", "1");

    assertThat(pin.out())
        .contains("Version 1 is pinned: model-0000000001.pb, accuracy 0.7000.")
        .contains("Each instance of prediction switches within 60 s.");
    assertThat(served()).isEqualTo("model-0000000001.pb");
    stores.train(3, 0.95);
    assertThat(served()).isEqualTo("model-0000000001.pb");
    assertThat(champion("show").out()).contains("Version 1 serves because it is pinned");

    assertThat(champion("unpin").out()).contains("model-0000000001.pb is no longer pinned");
    assertThat(served()).isEqualTo("model-0000000003.pb");
  }

  @Test
  void anUnknownVersionIsRejectedWithTheVersionsThereAre() {
    stores.train(1, 0.7);
    stores.train(2, 0.8);
    stores.train(3, 0.9);
    stores.train(7, 0.9);

    CommandRun pin = champion("pin", "5");

    assertThat(pin.exitCode()).isEqualTo(1);
    assertThat(pin.error()).isEqualTo("ai-demo: there is no version 5; the bucket has 1 to 3, 7\n");
    assertThat(stores.register.pinned()).isEmpty();
  }

  @Test
  void aFileThatCannotBeLoadedIsNotPinned() {
    stores.bucket.upload(Stores.model(1, 0.7), new byte[] {1, 2, 3});

    CommandRun pin = champion("pin", "1");

    assertThat(pin.exitCode()).isEqualTo(1);
    assertThat(pin.error())
        .contains(
            "version 1 is not pinned, because it cannot serve: the model file is not a model");
    assertThat(stores.register.pinned()).isEmpty();
  }

  @Test
  void aRedisThatDoesNotAnswerIsNamed() {
    stores.environment.put("REDISPORT", "1");

    assertThat(champion("show").error())
        .contains("nothing answers at 127.0.0.1:1, which REDISHOST names")
        .hasLineCount(1);
  }

  @Test
  void withoutAStackTheMissingVariablesAreNamed() {
    stores.environment.keySet().removeIf(name -> name.startsWith("DB") || name.equals("BUCKET"));

    assertThat(champion("show").error())
        .contains("no stack is running here: start one with ./ai-demo up, or set BUCKET, DBHOST,");
  }
}
