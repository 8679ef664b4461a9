package dev.aidemo.common.database;

import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.banknote.Fingerprint;
import dev.aidemo.common.banknote.Verdict;
import dev.aidemo.common.failure.PoisonMessageException;
import dev.aidemo.common.message.ListedBatch;
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
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads table {@code predictions} batch by batch, to rebuild the cache. It is apart from {@link
 * Predictions} because no function needs it. Failures are those of {@link Database#inTransaction}.
 */
public final class StoredBatches {
  private static final int FETCH_SIZE = 5_000;

  /** One step of an index for each batch, whatever the size of the table. */
  static final String LATEST =
      """
      WITH RECURSIVE latest AS (
        (SELECT created, batch_id FROM predictions
          WHERE batch_id IS NOT NULL AND created IS NOT NULL
          ORDER BY created DESC, batch_id DESC LIMIT 1)
        UNION ALL
        SELECT next.created, next.batch_id
        FROM latest CROSS JOIN LATERAL (
          SELECT created, batch_id FROM predictions
          WHERE batch_id IS NOT NULL AND created IS NOT NULL
            AND (created, batch_id) < (latest.created, latest.batch_id)
          ORDER BY created DESC, batch_id DESC LIMIT 1
        ) AS next
      )
      SELECT batch_id FROM latest LIMIT ?
      """;

  static final String ROWS =
      FeatureColumns.in(
          """
      SELECT $features, id, subject_id, prediction, model_file_name, confidence, unsure, created
      FROM predictions
      WHERE batch_id = ?
      ORDER BY subject_id, id
      """);

  private final Database database;

  public StoredBatches(Database database) {
    this.database = database;
  }

  /** Returns the ids of the newest batches, the oldest of them first. */
  public List<UUID> latest(int count) {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement select = connection.prepareStatement(LATEST)) {
            select.setInt(1, count);
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
   * Returns a batch as it is listed, its subjects in their order; nothing if no row has its id.
   *
   * @throws PoisonMessageException if its rows break a rule of messages, because others can write
   *     to this table too
   */
  public Optional<ListedBatch> find(UUID batchId) {
    List<Row> rows = database.inTransaction(connection -> rows(connection, batchId));
    return rows.isEmpty() ? Optional.empty() : Optional.of(listed(batchId, rows));
  }

  private record Row(
      UUID id,
      String subject,
      Features features,
      String verdict,
      @Nullable String modelFileName,
      @Nullable Double confidence,
      @Nullable Boolean unsure,
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
                  string(result, "subject_id"),
                  Features.of(FeatureColumns.read(result, 1)),
                  string(result, "prediction"),
                  result.getString("model_file_name"),
                  result.getObject("confidence", Double.class),
                  result.getObject("unsure", Boolean.class),
                  created == null ? null : created.toInstant()));
        }
        return rows;
      }
    }
  }

  private static ListedBatch listed(UUID batchId, List<Row> rows) {
    Row first = rows.get(0);
    List<Row> ordered = ordered(batchId, rows);
    List<String> subjects = ordered.stream().map(Row::subject).toList();
    var features = new Fingerprint();
    ordered.forEach(row -> features.add(row.features()));
    return new ListedBatch(
        batchId,
        subjects,
        ordered.stream().map(Row::verdict).map(StoredBatches::verdict).toList(),
        ListedBatch.content(subjects, features),
        first.modelFileName(),
        ofAll(ordered, Row::confidence),
        ofAll(ordered, Row::unsure),
        first.created());
  }

  private static <T> @Nullable List<T> ofAll(List<Row> rows, Function<Row, @Nullable T> read) {
    List<T> values = rows.stream().map(read).filter(Objects::nonNull).toList();
    return values.size() == rows.size() ? values : null;
  }

  /** A row's id is made from its position in the batch, so the id tells the position. */
  private static List<Row> ordered(UUID batchId, List<Row> rows) {
    Map<UUID, Integer> positions = new HashMap<>(2 * rows.size());
    for (int position = 0; position < rows.size(); position++) {
      positions.put(Predictions.rowId(batchId, position), position);
    }
    return rows.stream()
        .sorted(Comparator.comparing(row -> positions.getOrDefault(row.id(), rows.size())))
        .toList();
  }

  private static Verdict verdict(String word) {
    return Verdict.named(word)
        .orElseThrow(() -> new PoisonMessageException("prediction", "must be real or fake", word));
  }

  private static String string(ResultSet row, String column) throws SQLException {
    String string = row.getString(column);
    if (string == null) {
      throw new PoisonMessageException(column + " is missing");
    }
    return string;
  }
}
