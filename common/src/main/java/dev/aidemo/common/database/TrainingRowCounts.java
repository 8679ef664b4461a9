package dev.aidemo.common.database;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Counts the rows of table {@code training}, for people who watch. It is apart from {@link
 * TrainingRows} because no background function needs it. Failures are those of {@link
 * Database#inTransaction}.
 */
public final class TrainingRowCounts {
  private static final String LAST_CHANGED = "SELECT max(greatest(created, rated)) FROM training";

  /** A training row has the id of its prediction, so that its index finds it. */
  private static final String LAST_CHANGED_OF_NEWEST =
      """
      SELECT max(greatest(training.created, training.rated))
      FROM training JOIN (
        SELECT id FROM predictions
        WHERE batch_id IS NOT NULL AND created IS NOT NULL
        ORDER BY created DESC, batch_id DESC LIMIT 1000
      ) AS newest USING (id)
      """;

  private final Database database;

  public TrainingRowCounts(Database database) {
    this.database = database;
  }

  /**
   * Holds the counts of one moment.
   *
   * @param isExact false if there are more than 100,000 rows
   * @param lastChanged when a row was added or labelled last; of more than 100,000 rows, one of the
   *     newest 1,000 predictions
   */
  public record Counts(long rows, boolean isExact, @Nullable Instant lastChanged) {}

  /** Counts in a time that does not grow with the table. */
  public Counts read() {
    return database.inTransaction(
        connection -> {
          TableSize size = TableSize.of(connection, "training");
          String lastChanged = size.isExact() ? LAST_CHANGED : LAST_CHANGED_OF_NEWEST;
          return new Counts(
              size.rows(), size.isExact(), PredictionCounts.time(connection, lastChanged));
        });
  }
}
