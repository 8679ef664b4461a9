package dev.aidemo.common.database;

import dev.aidemo.common.banknote.Features;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads one batch of table {@code predictions} with its ratings so far, for people. Selecting is
 * all that it needs to be granted. Failures are those of {@link Database#inTransaction}.
 */
public final class RatedBatches {
  private static final int FETCH_SIZE = 5_000;

  private static final String ROWS =
      FeatureColumns.in(
          """
      SELECT $features, id, position, subject_id, prediction, is_correct, confidence,
          unsure, model_file_name, created
      FROM predictions
      WHERE batch_id = ?
      ORDER BY subject_id, id
      """);

  private final Database database;

  public RatedBatches(Database database) {
    this.database = database;
  }

  /**
   * One banknote of a batch.
   *
   * @param correct whether a person said that the prediction is right, null if nobody said
   * @param confidence how likely it is right, null if the model did not say
   * @param unsure whether it may as well be the other, null if the model did not say
   */
  public record Row(
      String subject,
      Features input,
      String prediction,
      @Nullable Boolean correct,
      @Nullable Double confidence,
      @Nullable Boolean unsure) {}

  /** A batch, its rows in the order of the request. */
  public record RatedBatch(
      UUID id, List<Row> rows, @Nullable String modelFileName, @Nullable Instant created) {}

  /** Returns a batch; nothing if no row has its id. */
  public Optional<RatedBatch> find(UUID batchId) {
    return database.inTransaction(connection -> find(connection, batchId));
  }

  private static Optional<RatedBatch> find(Connection connection, UUID batchId)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(ROWS)) {
      select.setObject(1, batchId);
      select.setFetchSize(FETCH_SIZE);
      try (ResultSet result = select.executeQuery()) {
        List<Placed> rows = new ArrayList<>();
        String modelFileName = null;
        Instant created = null;
        while (result.next()) {
          rows.add(placed(result));
          modelFileName = result.getString("model_file_name");
          OffsetDateTime time = result.getObject("created", OffsetDateTime.class);
          created = time == null ? null : time.toInstant();
        }
        return rows.isEmpty()
            ? Optional.empty()
            : Optional.of(new RatedBatch(batchId, ordered(batchId, rows), modelFileName, created));
      }
    }
  }

  private record Placed(UUID id, @Nullable Integer position, Row row) {}

  private static Placed placed(ResultSet row) throws SQLException {
    return new Placed(
        row.getObject("id", UUID.class),
        row.getObject("position", Integer.class),
        new Row(
            String.valueOf(row.getString("subject_id")),
            Features.of(FeatureColumns.read(row, 1)),
            String.valueOf(row.getString("prediction")),
            row.getObject("is_correct", Boolean.class),
            row.getObject("confidence", Double.class),
            row.getObject("unsure", Boolean.class)));
  }

  /** Rows of earlier versions have no position, but an id that was made from it. */
  private static List<Row> ordered(UUID batchId, List<Placed> rows) {
    if (rows.stream().anyMatch(row -> row.position() == null)) {
      Map<UUID, Integer> positions = new HashMap<>(2 * rows.size());
      for (int position = 0; position < rows.size(); position++) {
        positions.put(Predictions.rowId(batchId, position), position);
      }
      rows.sort(Comparator.comparing(row -> positions.getOrDefault(row.id(), rows.size())));
    } else {
      rows.sort(Comparator.comparing(row -> row.position() == null ? 0 : row.position()));
    }
    return rows.stream().map(Placed::row).toList();
  }
}
