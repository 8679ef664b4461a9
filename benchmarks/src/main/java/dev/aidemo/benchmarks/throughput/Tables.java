package dev.aidemo.benchmarks.throughput;

import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.message.Prediction;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.postgresql.PGConnection;

/** The tables as their owner sees them, and a twin of {@code predictions} for {@code COPY}. */
final class Tables implements AutoCloseable {
  private static final String TWIN =
      "CREATE TABLE predictions_twin (LIKE predictions INCLUDING ALL)";

  /** Batches of 1,000, with names and times as functions write them. */
  private static final String FILL =
      """
      INSERT INTO %s (id, batch_id, subject_id, variance, skewness, curtosis, entropy,
          prediction, model_file_name, created)
      SELECT gen_random_uuid(), md5('batch' || n / 1000)::uuid,
          'banknote-' || lpad((n %% 1000)::text, 6, '0'),
          round(((random() - .5) * 20)::numeric, 4), round(((random() - .5) * 20)::numeric, 4),
          round(((random() - .5) * 20)::numeric, 4), round(((random() - .5) * 20)::numeric, 4),
          CASE WHEN random() < .5 THEN 'real' ELSE 'fake' END, 'model-0000000001.tribuo', now()
      FROM generate_series(1, %d) AS n
      """;

  private static final String FILL_TRAINING =
      """
      INSERT INTO training (id, variance, skewness, curtosis, entropy, class, rated, rating)
      SELECT id, variance, skewness, curtosis, entropy,
          CASE WHEN prediction = 'real' THEN 1 ELSE 0 END, created, true
      FROM predictions
      """;

  private static final String COPY =
      """
      COPY predictions_twin (id, batch_id, subject_id, variance, skewness, curtosis, entropy,
          prediction, model_file_name, created) FROM STDIN
      """;

  private final Connection connection;

  Tables(Connection connection, int rows) throws SQLException {
    this.connection = connection;
    execute(TWIN);
    execute(FILL.formatted("predictions", rows));
    execute(FILL.formatted("predictions_twin", rows));
    execute(FILL_TRAINING);
    execute("VACUUM ANALYZE");
  }

  void empty() throws SQLException {
    execute("TRUNCATE predictions, predictions_twin, training, jobs");
  }

  /** The batch in the text form of COPY, made before it is timed. */
  static byte[] copyForm(SampleBatch batch) {
    Prediction prediction = batch.prediction();
    var text = new StringBuilder();
    for (int i = 0; i < batch.size(); i++) {
      Features row = prediction.input().get(i);
      text.append(UUID.randomUUID()).append('\t').append(prediction.batchId()).append('\t');
      text.append(prediction.subjects().get(i)).append('\t').append(row.variance()).append('\t');
      text.append(row.skewness()).append('\t').append(row.curtosis()).append('\t');
      text.append(row.entropy()).append('\t').append(prediction.output().get(i).word());
      text.append('\t').append(prediction.modelFileName()).append('\t');
      text.append(prediction.created()).append('\n');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** How many seconds PostgreSQL takes for rows of {@link #copyForm}, with the commit. */
  double copy(byte[] rows) throws SQLException, IOException {
    long start = System.nanoTime();
    connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY, new ByteArrayInputStream(rows));
    return (System.nanoTime() - start) / 1e9;
  }

  /** The number that a query gives. */
  double number(String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      result.next();
      return result.getDouble(1);
    }
  }

  /** How many bytes of log were ever written. */
  double wal() throws SQLException {
    return number("SELECT pg_current_wal_lsn() - '0/0'::pg_lsn");
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
