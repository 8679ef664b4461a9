package dev.aidemo.common.database;

import dev.aidemo.common.message.Features;
import dev.aidemo.common.message.PoisonMessageException;
import dev.aidemo.common.message.Prediction;
import dev.aidemo.common.message.Verdict;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Table {@code predictions}, read back batch by batch: what the cache is rebuilt from. No function
 * needs it, which is why it is apart from {@link Predictions}. Failures are those of {@link
 * Database#inTransaction}.
 */
public final class StoredBatches {
  private static final int FETCH_SIZE = 5_000;

  private static final String LATEST =
      """
      SELECT batch_id FROM predictions
      WHERE batch_id IS NOT NULL
      GROUP BY batch_id
      ORDER BY min(created) DESC NULLS LAST, batch_id DESC
      LIMIT ?
      """;

  private static final String ROWS =
      """
      SELECT id, subject_id, variance, skewness, curtosis, entropy, prediction, model_file_name,
          created
      FROM predictions
      WHERE batch_id = ?
      ORDER BY subject_id, id
      """;

  private final Database database;

  public StoredBatches(Database database) {
    this.database = database;
  }

  /** The ids of the newest batches, the oldest of them first. */
  public List<UUID> latest(int most) {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement select = connection.prepareStatement(LATEST)) {
            select.setInt(1, most);
            try (ResultSet rows = select.executeQuery()) {
              List<UUID> ids = new ArrayList<>();
              while (rows.next()) {
                ids.add(rows.getObject(1, UUID.class));
              }
              Collections.reverse(ids);
              return ids;
            }
          }
        });
  }

  /**
   * A batch as it was published, its subjects in their order, but without confidence; nothing if no
   * row has its id.
   *
   * @throws PoisonMessageException if its rows are not what a message may say: others can write to
   *     this table, too
   */
  public Optional<Prediction> find(UUID batchId) {
    List<Row> rows = database.inTransaction(connection -> rows(connection, batchId));
    return rows.isEmpty() ? Optional.empty() : Optional.of(prediction(batchId, rows));
  }

  private record Row(
      UUID id,
      String subject,
      Features features,
      String verdict,
      @Nullable String modelFileName,
      @Nullable Instant created) {}

  private static List<Row> rows(Connection connection, UUID batchId) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(ROWS)) {
      select.setObject(1, batchId);
      select.setFetchSize(FETCH_SIZE);
      try (ResultSet result = select.executeQuery()) {
        List<Row> rows = new ArrayList<>();
        while (result.next()) {
          OffsetDateTime created = result.getObject("created", OffsetDateTime.class);
          rows.add(
              new Row(
                  result.getObject("id", UUID.class),
                  text(result, "subject_id"),
                  new Features(
                      result.getDouble("variance"),
                      result.getDouble("skewness"),
                      result.getDouble("curtosis"),
                      result.getDouble("entropy")),
                  text(result, "prediction"),
                  result.getString("model_file_name"),
                  created == null ? null : created.toInstant()));
        }
        return rows;
      }
    }
  }

  private static Prediction prediction(UUID batchId, List<Row> rows) {
    Row first = rows.get(0);
    List<Row> ordered = ordered(batchId, rows);
    return new Prediction(
        batchId,
        ordered.stream().map(Row::subject).toList(),
        ordered.stream().map(Row::features).toList(),
        ordered.stream().map(Row::verdict).map(StoredBatches::verdict).toList(),
        first.modelFileName(),
        null,
        first.created());
  }

  /** A row's id is made from its place in the batch, so the place can be told from the id. */
  private static List<Row> ordered(UUID batchId, List<Row> rows) {
    Map<UUID, Integer> positions = new HashMap<>(2 * rows.size());
    for (int position = 0; position < rows.size(); position++) {
      positions.put(Predictions.rowId(batchId, position), position);
    }
    return rows.stream()
        .sorted(Comparator.comparing(row -> positions.getOrDefault(row.id(), rows.size())))
        .toList();
  }

  private static Verdict verdict(String text) {
    for (Verdict verdict : Verdict.values()) {
      if (verdict.text().equals(text)) {
        return verdict;
      }
    }
    throw new PoisonMessageException("prediction", "must be real or fake", text);
  }

  private static String text(ResultSet row, String column) throws SQLException {
    String text = row.getString(column);
    if (text == null) {
      throw new PoisonMessageException(column + " is missing");
    }
    return text;
  }
}
