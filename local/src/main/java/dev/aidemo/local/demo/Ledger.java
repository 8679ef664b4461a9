package dev.aidemo.local.demo;

import dev.aidemo.common.config.Environment;
import dev.aidemo.common.database.Database;
import dev.aidemo.common.message.Features;
import dev.aidemo.common.message.HoldoutId;
import dev.aidemo.common.message.LabelledFeatures;
import dev.aidemo.common.message.Rank;
import dev.aidemo.common.message.Verdict;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the tables say. These queries are here and not in common's database package because they
 * check its work: the functions need none of them.
 */
final class Ledger {
  private static final String MODELS =
      """
      SELECT version, records, trainer, accuracy, holdout, model_file_name FROM jobs ORDER BY version
      """;

  private static final String PREDICTIONS =
      """
      SELECT batch_id || ' ' || subject_id FROM predictions
      """;

  private static final String RATINGS =
      """
      SELECT batch_id || ' ' || subject_id || ' '
          || CASE WHEN (prediction = 'real') = is_correct THEN 'real' ELSE 'fake' END
      FROM predictions WHERE is_correct IS NOT NULL
      """;

  private static final String TRAINING =
      """
      SELECT variance, skewness, curtosis, entropy, class FROM training
      """;

  private final Database database;

  Ledger(Environment environment) {
    this.database = new Database(environment);
  }

  /** All models, in the order of their versions. */
  List<ModelVersion> models() {
    return list(
        MODELS,
        row ->
            new ModelVersion(
                row.getInt(2),
                row.getString(3),
                new Rank(
                    HoldoutId.parse(row.getString(5)).generation(),
                    row.getDouble(4),
                    row.getLong(1),
                    row.getString(6))));
  }

  /** Batch and subject of each prediction. */
  List<String> predictions() {
    return list(PREDICTIONS, row -> row.getString(1));
  }

  /** Batch, subject and the true class of each prediction that was rated. */
  List<String> ratings() {
    return list(RATINGS, row -> row.getString(1));
  }

  /** The rows to train on. */
  List<LabelledFeatures> trainingRows() {
    return list(
        TRAINING,
        row ->
            new LabelledFeatures(
                new Features(
                    row.getDouble(1), row.getDouble(2), row.getDouble(3), row.getDouble(4)),
                Verdict.ofLabel(row.getInt(5))));
  }

  @FunctionalInterface
  private interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  private <T> List<T> list(String query, Row<T> reader) {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement select = connection.prepareStatement(query);
              ResultSet rows = select.executeQuery()) {
            List<T> list = new ArrayList<>();
            while (rows.next()) {
              list.add(reader.read(rows));
            }
            return list;
          }
        });
  }
}
