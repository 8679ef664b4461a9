package dev.aidemo.trainingtodb;

import static dev.aidemo.common.function.Deliveries.deliver;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.common.config.Environment;
import dev.aidemo.testkit.Services;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TrainingToDbIT {
  private static final String SCORES =
      "{\"precision\": 0.9, \"recall\": 0.8, \"f1-score\": 0.85, \"support\": 10}";

  private final Map<String, String> variables = Services.environment();
  private final UUID jobId = UUID.randomUUID();

  @Test
  void storesARedeliveredTrainingOnceWithItsReportAndProvenance() throws SQLException {
    var function = new TrainingToDb(Environment.of(variables));
    String model =
        """
        {"job_id": "%1$s", "model_file_name": "model-0000000004.pb", "records": 100,
         "accuracy": 0.9, "report": {"0": %2$s, "1": %2$s, "macro avg": %2$s,
         "weighted avg": %2$s, "accuracy": 0.9}, "data_prep_time": 0.1, "training_time": 0.2,
         "testing_time": 0.3, "version": 4, "trainer": "rbf-svm", "holdout": "1-9f3ac2d1",
         "data_sha256": "ab", "created": "2026-11-23T12:00:00Z"}
        """
            .formatted(jobId, SCORES);

    deliver(function, model);
    deliver(function, model);

    assertThat(
            row(
                "count(*) OVER () || ' ' || version || ' ' || trainer || ' ' || holdout || ' '"
                    + " || data_sha256 || ' ' || (report -> 'macro avg' ->> 'recall')"))
        .isEqualTo("1 4 rbf-svm 1-9f3ac2d1 ab 0.8");
  }

  @Test
  void storesATrainingOfTheOriginalDemoWithoutProvenance() throws SQLException {
    deliver(
        new TrainingToDb(Environment.of(variables)),
        """
        {"job_id": "%1$s", "model_file_name": "model-1607000000.joblib", "records": 100,
         "accuracy": 0.9, "report": {"0": %2$s, "1": %2$s, "macro avg": %2$s,
         "weighted avg": %2$s, "accuracy": 0.9}, "data_prep_time": 0.1, "training_time": 0.2,
         "testing_time": 0.3}
        """
            .formatted(jobId.toString().replace("-", ""), SCORES));

    assertThat(row("model_file_name || ' ' || COALESCE(version, -1)"))
        .isEqualTo("model-1607000000.joblib -1");
  }

  private String row(String columns) throws SQLException {
    try (var connection = Services.owner();
        var statement =
            connection.prepareStatement("SELECT " + columns + " FROM jobs WHERE id = ?")) {
      statement.setObject(1, jobId);
      try (var result = statement.executeQuery()) {
        result.next();
        return result.getString(1);
      }
    }
  }
}
