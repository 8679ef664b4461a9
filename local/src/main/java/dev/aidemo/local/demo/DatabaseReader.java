package dev.aidemo.local.demo;

import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.banknote.LabelledFeatures;
import dev.aidemo.common.banknote.Verdict;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.database.Database;
import dev.aidemo.common.database.TrainingLog;
import dev.aidemo.common.database.TrainingRows;
import dev.aidemo.common.message.TrainedModel;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads from the tables what the functions wrote. Two queries are here instead of in {@code
 * common.database} because they check its work, and no function needs them.
 */
final class DatabaseReader {
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

  private final Database database;
  private final TrainingLog trainingLog;
  private final TrainingRows trainingRows;

  DatabaseReader(Environment environment) {
    this.database = new Database(environment);
    this.trainingLog = new TrainingLog(database);
    this.trainingRows = new TrainingRows(database);
  }

  /** Returns all models, in the order of their versions. */
  List<TrainedModel> models() {
    List<TrainedModel> models = new ArrayList<>();
    trainingLog.read(models::add);
    return models;
  }

  /** Returns batch and subject of each prediction. */
  List<String> predictions() {
    return list(PREDICTIONS, row -> row.getString(1));
  }

  /** Returns batch, subject and true class of each rated prediction. */
  List<String> ratings() {
    return list(RATINGS, row -> row.getString(1));
  }

  /** Returns the rows to train on. */
  List<LabelledFeatures> trainingRows() {
    return database.inTransaction(
        connection -> {
          List<LabelledFeatures> rows = new ArrayList<>();
          trainingRows.read(
              connection,
              (rated, features, label) ->
                  rows.add(new LabelledFeatures(Features.of(features), Verdict.ofLabel(label))));
          return rows;
        });
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
