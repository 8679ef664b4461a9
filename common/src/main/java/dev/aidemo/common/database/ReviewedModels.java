package dev.aidemo.common.database;

import dev.aidemo.common.evidence.ReviewOrder;
import dev.aidemo.common.evidence.ReviewSample;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Estimates from table {@code predictions} how many of a model's predictions are right. The
 * probability with which one was asked for follows from its priority and its confidence, so that
 * nothing else is stored. Selecting is all that it needs to be granted. Failures are those of
 * {@link Database#inTransaction}.
 */
public final class ReviewedModels {
  /** Bounds time and memory in a table of any size: reading them takes less than 50 ms. */
  private static final int MAX_ROWS = 20_000;

  /** Leaps through index {@code predictions_reviewed} from model to model. */
  static final String NEWEST =
      """
      WITH RECURSIVE reviewed AS (
        (SELECT model_file_name, created FROM predictions
        WHERE is_correct IS NOT NULL AND review_priority IS NOT NULL
          AND model_file_name IS NOT NULL AND created IS NOT NULL
        ORDER BY model_file_name DESC, created DESC LIMIT 1)
        UNION ALL
        SELECT older.model_file_name, older.created
        FROM reviewed CROSS JOIN LATERAL (
          SELECT model_file_name, created FROM predictions
          WHERE is_correct IS NOT NULL AND review_priority IS NOT NULL
            AND model_file_name < reviewed.model_file_name AND created IS NOT NULL
          ORDER BY model_file_name DESC, created DESC LIMIT 1) AS older
      )
      SELECT model_file_name, created FROM reviewed LIMIT ?
      """;

  /** Looks at the newest predictions of all models, because one serves at a time. */
  static final String PREDICTIONS =
      """
      SELECT review_priority, confidence, is_correct, created
      FROM (
        SELECT id, review_priority, confidence, is_correct, model_file_name, created
        FROM predictions
        WHERE batch_id IS NOT NULL AND created IS NOT NULL AND created <= ?
        ORDER BY created DESC, batch_id DESC
        LIMIT ?
      ) AS newest
      WHERE model_file_name = ? AND review_priority IS NOT NULL
      ORDER BY created, id
      """;

  private final Database database;

  public ReviewedModels(Database database) {
    this.database = database;
  }

  /**
   * A model of which predictions were rated.
   *
   * @param until when the last prediction was made that the estimate is for; null if it is for none
   */
  public record ReviewedModel(String modelFileName, ReviewSample sample, @Nullable Instant until) {}

  /**
   * Returns the newest models of which a prediction was rated, at most {@code limit}. Each is
   * estimated from its predictions up to the newest that is rated, as many of them as are among the
   * last 20,000 of all models.
   */
  public List<ReviewedModel> newest(int limit) {
    return database.inTransaction(
        connection -> {
          List<ReviewedModel> models = new ArrayList<>();
          try (PreparedStatement select = connection.prepareStatement(NEWEST)) {
            select.setInt(1, limit);
            try (ResultSet rows = select.executeQuery()) {
              while (rows.next()) {
                models.add(model(connection, rows.getString(1), time(rows, 2)));
              }
            }
          }
          return models;
        });
  }

  private static ReviewedModel model(
      Connection connection, String modelFileName, OffsetDateTime newestRated) throws SQLException {
    List<ReviewSample.Row> predictions = new ArrayList<>();
    List<OffsetDateTime> times = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(PREDICTIONS)) {
      select.setObject(1, newestRated);
      select.setInt(2, MAX_ROWS);
      select.setString(3, modelFileName);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          predictions.add(
              new ReviewSample.Row(
                  rows.getDouble(1),
                  ReviewOrder.uncertainty(rows.getObject(2, Double.class)),
                  rows.getObject(3, Boolean.class)));
          times.add(time(rows, 4));
        }
      }
    }
    ReviewSample sample = ReviewSample.of(predictions);
    Instant until =
        sample.predictions() == 0 ? null : times.get(sample.predictions() - 1).toInstant();
    return new ReviewedModel(modelFileName, sample, until);
  }

  private static OffsetDateTime time(ResultSet row, int column) throws SQLException {
    return Objects.requireNonNull(row.getObject(column, OffsetDateTime.class));
  }
}
