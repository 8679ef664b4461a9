package dev.aidemo.common.database;

import java.sql.SQLException;

/** Fills table {@code predictions} with rows of ten models, one after another, a tenth rated. */
final class ManyPredictions {
  private ManyPredictions() {}

  static void store(int rows) throws SQLException {
    TestDatabase.run(
        """
        INSERT INTO predictions (id, batch_id, position, subject_id, variance, skewness, curtosis,
            entropy, prediction, model_file_name, confidence, review_priority, is_correct, created)
        SELECT gen_random_uuid(), ('00000000-0000-0000-0000-' || lpad((i / 10)::text, 12, '0'))::uuid,
            i %% 10, 'note-' || i %% 10, 1, 2, 3, 4, 'real',
            'model-' || lpad((i / %1$d)::text, 10, '0') || '.pb',
            0.75, random() * 2, CASE WHEN random() < 0.1 THEN true END,
            timestamptz '2026-11-23 12:00:00+00' + i * interval '1 ms'
        FROM generate_series(0, %2$d) AS i
        """
            .formatted(rows / 10, rows - 1));
    TestDatabase.run("ANALYZE predictions");
  }

  static String plan(String statement) throws SQLException {
    return String.join("\n", TestDatabase.query("EXPLAIN " + statement));
  }
}
