package dev.aidemo.local.fault;

import dev.aidemo.common.config.Environment;
import dev.aidemo.common.database.Database;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the tables hold. */
final class Tables {
  private static final String PREDICTIONS =
      """
      SELECT id, batch_id, subject_id, prediction, model_file_name, is_correct FROM predictions
      """;

  private static final String PREDICTIONS_OF =
      """
      SELECT id, batch_id, subject_id, prediction, model_file_name, is_correct FROM predictions
      WHERE batch_id = ANY (?::uuid[]) ORDER BY subject_id
      """;

  private static final String TRAINING =
      """
      SELECT id, class FROM training
      """;

  private static final String JOBS =
      """
      SELECT id FROM jobs
      """;

  private final Database database;

  /** A row of table {@code predictions}. */
  record PredictionRow(
      UUID id,
      UUID batch,
      String subject,
      String prediction,
      @Nullable String model,
      @Nullable Boolean correct) {
    static PredictionRow read(ResultSet row) throws SQLException {
      return new PredictionRow(
          row.getObject(1, UUID.class),
          row.getObject(2, UUID.class),
          row.getString(3),
          row.getString(4),
          row.getString(5),
          (Boolean) row.getObject(6));
    }

    /** The class that a person's rating stands for. */
    int label() {
      return prediction.equals("real") == Boolean.TRUE.equals(correct) ? 1 : 0;
    }
  }

  /** A row of table {@code training}. */
  record TrainingRow(UUID id, int label) {}

  @FunctionalInterface
  private interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  Tables(Environment environment) {
    this.database = new Database(environment);
  }

  List<PredictionRow> predictions() {
    return list(PREDICTIONS, PredictionRow::read);
  }

  /** The predictions of some batches, in the order of each one's subjects. */
  List<PredictionRow> predictions(List<SentBatch> batches) {
    Object[] ids = batches.stream().map(SentBatch::id).toArray();
    return list(PREDICTIONS_OF, PredictionRow::read, ids);
  }

  List<TrainingRow> training() {
    return list(TRAINING, row -> new TrainingRow(row.getObject(1, UUID.class), row.getInt(2)));
  }

  List<UUID> jobs() {
    return list(JOBS, row -> row.getObject(1, UUID.class));
  }

  private <T> List<T> list(String query, Reader<T> reader, Object... ids) {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement select = connection.prepareStatement(query)) {
            if (ids.length > 0) {
              select.setArray(1, connection.createArrayOf("uuid", ids));
            }
            try (ResultSet rows = select.executeQuery()) {
              List<T> list = new ArrayList<>();
              while (rows.next()) {
                list.add(reader.read(rows));
              }
              return list;
            }
          }
        });
  }
}
