package dev.aidemo.common.database;

import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.evidence.ReviewOrder;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads from table {@code predictions} which notes to ask a person for next, in the order of {@link
 * ReviewOrder}. Selecting is all that it needs to be granted. Failures are those of {@link
 * Database#inTransaction}.
 */
public final class NotesToReview {
  /** Scans index {@code predictions_review}, from which a rating removes its row. */
  static final String NEXT =
      FeatureColumns.in(
          """
      SELECT $features, batch_id, subject_id, prediction, confidence, model_file_name, created,
          review_priority
      FROM predictions
      WHERE is_correct IS NULL AND review_priority IS NOT NULL
      ORDER BY review_priority, id
      LIMIT ?
      """);

  private final Database database;

  public NotesToReview(Database database) {
    this.database = database;
  }

  /**
   * A note that nobody rated yet. Rating its subject rates this note and no other.
   *
   * @param probability with which it is among those that are asked for, given how many are
   */
  public record Note(
      UUID batchId,
      String subject,
      Features input,
      String prediction,
      @Nullable Double confidence,
      double probability,
      @Nullable String modelFileName,
      Instant created) {}

  /** Returns the notes to ask for next, at most {@code limit}, in their order. */
  public List<Note> next(int limit) {
    return database.inTransaction(connection -> next(connection, limit));
  }

  private static List<Note> next(Connection connection, int limit) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(NEXT)) {
      // The first note that is not asked for tells the probability of those that are.
      select.setInt(1, limit + 1);
      List<Placed> placed = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          placed.add(placed(rows));
        }
      }
      double threshold =
          placed.size() > limit ? placed.get(limit).priority() : Double.POSITIVE_INFINITY;
      return placed.stream().limit(limit).map(row -> row.asked(threshold)).toList();
    }
  }

  private record Placed(double priority, Note note) {
    Note asked(double threshold) {
      double uncertainty = ReviewOrder.uncertainty(note.confidence());
      return new Note(
          note.batchId(),
          note.subject(),
          note.input(),
          note.prediction(),
          note.confidence(),
          ReviewOrder.probability(threshold, uncertainty),
          note.modelFileName(),
          note.created());
    }
  }

  private static Placed placed(ResultSet row) throws SQLException {
    return new Placed(
        row.getDouble("review_priority"),
        new Note(
            row.getObject("batch_id", UUID.class),
            row.getString("subject_id"),
            Features.of(FeatureColumns.read(row, 1)),
            row.getString("prediction"),
            row.getObject("confidence", Double.class),
            1,
            row.getString("model_file_name"),
            Objects.requireNonNull(row.getObject("created", OffsetDateTime.class)).toInstant()));
  }
}
