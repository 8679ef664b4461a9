package dev.aidemo.common.database;

import dev.aidemo.common.message.TrainedModel;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads table {@code jobs} page by page, for people who watch. It is apart from {@link TrainingLog}
 * because no background function needs it. Rows that break a rule of messages are left out.
 * Failures are those of {@link Database#inTransaction}.
 */
public final class TrainingPages {
  /** Later than every training, and not parsed, because that costs a cold start 15 ms. */
  private static final Instant FIRST_PAGE = Instant.ofEpochSecond(253_402_214_400L);

  private static final String PAGE =
      "SELECT "
          + TrainingLog.MESSAGE
          + """
      FROM jobs WHERE created < ? ORDER BY created DESC, id DESC LIMIT ?
      """;

  /**
   * Orders as {@code Rank} does; the caller decides, because it compares the first with the starter
   * model. Several rows, in case that the first one cannot be read.
   */
  private static final String BEST_BEFORE =
      "SELECT "
          + TrainingLog.MESSAGE
          + """
      FROM jobs
      WHERE (COALESCE(version, 0), created, id) < (?, ?, ?) AND accuracy BETWEEN 0 AND 1
      ORDER BY COALESCE(substring(holdout FROM '^(\\d{1,9})-')::int, 0) DESC, accuracy DESC,
          COALESCE(version, 0) DESC, model_file_name COLLATE "C" DESC
      LIMIT 10
      """;

  private static final String DECIDED_AFTER =
      "SELECT "
          + TrainingLog.MESSAGE
          + """
      FROM jobs WHERE created > ? AND decision IS NOT NULL ORDER BY created, id LIMIT ?
      """;

  private static final String OF_FILE =
      "SELECT "
          + TrainingLog.MESSAGE
          + """
      FROM jobs WHERE model_file_name = ? LIMIT 10
      """;

  private final Database database;

  public TrainingPages(Database database) {
    this.database = database;
  }

  /**
   * Counts the trainings.
   *
   * @param isExact false if there are more than 100,000
   */
  public record Count(long trainings, boolean isExact) {}

  /** Counts in a time that does not grow with the table. */
  public Count count() {
    return database.inTransaction(
        connection -> {
          TableSize size = TableSize.of(connection, "jobs");
          return new Count(size.rows(), size.isExact());
        });
  }

  /**
   * Returns the newest trainings, newest first.
   *
   * @param before only those that are older, if present
   */
  public List<TrainedModel> newest(int limit, Optional<Instant> before) {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement select = connection.prepareStatement(PAGE)) {
            select.setObject(1, Predictions.utc(before.orElse(FIRST_PAGE)));
            select.setInt(2, limit);
            return models(select);
          }
        });
  }

  /** Returns the model that ranked highest before this one was trained, if there was any. */
  public Optional<TrainedModel> bestBefore(TrainedModel model) {
    Instant created = Objects.requireNonNullElse(model.created(), Instant.EPOCH);
    return database.inTransaction(
        connection -> {
          try (PreparedStatement select = connection.prepareStatement(BEST_BEFORE)) {
            select.setLong(1, model.version());
            select.setObject(2, Predictions.utc(created));
            select.setObject(3, model.jobId());
            return models(select).stream().findFirst();
          }
        });
  }

  /**
   * Returns the trainings that came next and decided something, which may be about earlier ones.
   */
  public List<TrainedModel> decidedAfter(Instant created, int limit) {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement select = connection.prepareStatement(DECIDED_AFTER)) {
            select.setObject(1, Predictions.utc(created));
            select.setInt(2, limit);
            return models(select);
          }
        });
  }

  /** Returns the model that a file holds, if its training is stored. */
  public Optional<TrainedModel> find(String modelFileName) {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement select = connection.prepareStatement(OF_FILE)) {
            select.setString(1, modelFileName);
            return models(select).stream().findFirst();
          }
        });
  }

  private static List<TrainedModel> models(PreparedStatement select) throws SQLException {
    List<TrainedModel> models = new ArrayList<>();
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        TrainingLog.decode(rows.getString(1)).ifPresent(models::add);
      }
    }
    return models;
  }
}
