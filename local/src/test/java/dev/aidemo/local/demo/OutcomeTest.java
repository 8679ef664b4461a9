package dev.aidemo.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.banknote.HoldoutId;
import dev.aidemo.common.message.ClassificationReport;
import dev.aidemo.common.message.TrainedModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutcomeTest {
  @TempDir private Path folder;

  private static TrainedModel version(long version, double accuracy, int generation) {
    var scores = new ClassificationReport.Scores(accuracy, accuracy, accuracy, 10);
    return new TrainedModel(
        new UUID(1, version),
        "model-%010d.pb".formatted(version),
        10,
        accuracy,
        new ClassificationReport(scores, scores, scores, scores, accuracy),
        1,
        1,
        1,
        version,
        "linear-svm",
        new HoldoutId(generation, "9f3ac2d1"),
        "data",
        null,
        null);
  }

  @Test
  void aModelIsPromotedIfItIsAtLeastAsGoodAsTheChampion() {
    assertThat(
            Outcome.describe(
                List.of(
                    version(1, 0.6556, 1),
                    version(2, 0.9815, 1),
                    version(3, 0.9630, 1),
                    version(4, 0.9815, 1),
                    version(5, 0.7, 2),
                    version(6, 1.0, 1))))
        .extracting(Outcome.Model::promoted, Outcome.Model::reason)
        .containsExactly(
            tuple(true, ""),
            tuple(true, ""),
            tuple(false, "0.9630 < 0.9815 of version 2"),
            tuple(true, ""),
            tuple(true, ""),
            tuple(false, "holdout generation 1 < 2 of version 5"));
  }

  @Test
  void aModelBelowTheStarterModelIsNotPromoted() {
    assertThat(Outcome.describe(List.of(version(1, 0.6, 1), version(2, 177.0 / 270, 1))))
        .extracting(Outcome.Model::promoted, Outcome.Model::reason)
        .containsExactly(tuple(false, "0.6000 < 0.6556 of the starter model"), tuple(true, ""));
  }

  @Test
  void theFileHasAllFigures() throws Exception {
    var outcome =
        new Outcome(
            60,
            1072,
            1072,
            Outcome.describe(List.of(version(1, 0.6556, 1))),
            new Outcome.Champion(1, 0.6556),
            new Outcome.Exam(200, 199),
            30.5,
            0,
            0);
    Path file = folder.resolve("demo.json");
    outcome.write(file);
    JsonNode json = new JsonMapper().readTree(file.toFile());
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "batches",
            "predictions",
            "feedback",
            "models",
            "champion",
            "exam",
            "seconds",
            "lost",
            "duplicated");
    assertThat(json.at("/models/0/accuracy").isNumber()).isTrue();
    assertThat(json.at("/models/0/promoted").isBoolean()).isTrue();
    assertThat(json.at("/champion/version").asLong()).isEqualTo(1);
    assertThat(json.at("/exam/right").asLong()).isEqualTo(199);
  }

  @Test
  void aDifferenceCountsWhatIsMissingDuplicatedOrUnexpected() {
    assertThat(Difference.between(Set.of("a", "b"), List.of("a", "b")))
        .isEqualTo(new Difference(2, 0, 0));
    assertThat(Difference.between(Set.of("a", "b"), List.of("a", "a")))
        .isEqualTo(new Difference(2, 1, 1));
    assertThat(Difference.between(Set.of("a"), List.of("a", "c")))
        .isEqualTo(new Difference(2, 0, 1));
  }

  @Test
  void batchesAreSmallAndHoldEveryRowOnceUnderItsOwnName() {
    var rows = BankData.load().rest();
    List<Batch> batches = Batch.of(rows, 0);
    assertThat(batches).allMatch(batch -> batch.rows().size() <= Batch.MAX_ROWS);
    assertThat(batches.stream().flatMap(batch -> batch.rows().stream()))
        .containsExactlyElementsOf(rows);
    assertThat(batches.stream().flatMap(batch -> batch.subjects().stream()))
        .doesNotHaveDuplicates()
        .contains("banknote-0001", "banknote-1072");
  }
}
