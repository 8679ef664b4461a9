package dev.aidemo.simulation;

import dev.aidemo.common.banknote.Features;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of table predictions, with its row of table training.
 *
 * @param rating as it was given
 * @param label of the training row, null if there is none
 */
record StoredPrediction(
    String subject,
    Features features,
    String verdict,
    @Nullable Boolean correct,
    @Nullable Boolean rating,
    @Nullable Integer label,
    Instant created) {
  private static final int MOST_POSITIONS = 100;

  private static final String ALL =
      """
      SELECT p.id, p.batch_id, p.subject_id, p.variance, p.skewness, p.curtosis, p.entropy,
          p.prediction, p.is_correct, p.rating, p.created, t.class::int
      FROM predictions p LEFT JOIN training t USING (id)
      """;

  /** All rows, by batch, in the order of their places. */
  static Map<UUID, List<StoredPrediction>> all(World world) throws SQLException {
    Map<UUID, Map<Integer, StoredPrediction>> found = new HashMap<>();
    try (Statement statement = world.database().createStatement();
        ResultSet row = statement.executeQuery(ALL)) {
      while (row.next()) {
        UUID batch = row.getObject("batch_id", UUID.class);
        found
            .computeIfAbsent(batch, any -> new TreeMap<>())
            .put(position(batch, row.getObject("id", UUID.class)), of(row));
      }
    }
    Map<UUID, List<StoredPrediction>> rows = new HashMap<>();
    found.forEach((batch, places) -> rows.put(batch, List.copyOf(places.values())));
    return rows;
  }

  static int trainingRows(World world) throws SQLException {
    try (Statement statement = world.database().createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM training")) {
      row.next();
      return row.getInt(1);
    }
  }

  private static StoredPrediction of(ResultSet row) throws SQLException {
    return new StoredPrediction(
        row.getString("subject_id"),
        new Features(
            row.getDouble("variance"),
            row.getDouble("skewness"),
            row.getDouble("curtosis"),
            row.getDouble("entropy")),
        row.getString("prediction"),
        (Boolean) row.getObject("is_correct"),
        (Boolean) row.getObject("rating"),
        (Integer) row.getObject("class"),
        row.getObject("created", OffsetDateTime.class).toInstant());
  }

  /** A row's id is made from its batch and its place. */
  private static int position(UUID batch, UUID row) {
    for (int position = 0; position < MOST_POSITIONS; position++) {
      byte[] name = (batch + ":" + position).getBytes(StandardCharsets.UTF_8);
      if (UUID.nameUUIDFromBytes(name).equals(row)) {
        return position;
      }
    }
    throw new AssertionError("row " + row + " has no place in batch " + batch);
  }
}
