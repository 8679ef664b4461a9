package dev.aidemo.benchmarks.throughput;

import dev.aidemo.benchmarks.BenchmarkOptions;
import dev.aidemo.benchmarks.platform.Platform;
import dev.aidemo.benchmarks.platform.RunningFunction;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.database.Database;
import dev.aidemo.common.database.Predictions;
import dev.aidemo.common.database.TrainingRows;
import dev.aidemo.common.message.Prediction;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import org.postgresql.PGConnection;

/** Runs a database whose tables have so many rows, and the functions that write to it. */
final class FilledDatabase implements AutoCloseable {
  private static final String COPY =
      """
      COPY predictions_copied (id, batch_id, subject_id, variance, skewness, curtosis, entropy,
          prediction, model_file_name, created) FROM STDIN
      """;

  /** Creates a second table {@code predictions} for COPY, and fills all three. */
  private static final String FILL =
      """
      CREATE TABLE predictions_copied (LIKE predictions INCLUDING ALL);
      INSERT INTO predictions (id, batch_id, subject_id, variance, skewness, curtosis, entropy,
          prediction, model_file_name, created)
      SELECT gen_random_uuid(), md5('batch' || n / 1000)::uuid,
          'banknote-' || lpad((n %% 1000)::text, 6, '0'),
          round(((random() - .5) * 20)::numeric, 4), round(((random() - .5) * 20)::numeric, 4),
          round(((random() - .5) * 20)::numeric, 4), round(((random() - .5) * 20)::numeric, 4),
          CASE WHEN random() < .5 THEN 'real' ELSE 'fake' END, 'model-0000000001.pb', now()
      FROM generate_series(1, %d) AS n;
      INSERT INTO predictions_copied SELECT * FROM predictions;
      INSERT INTO training (id, variance, skewness, curtosis, entropy, class, rated, rating)
      SELECT id, variance, skewness, curtosis, entropy,
          CASE WHEN prediction = 'real' THEN 1 ELSE 0 END, created, true
      FROM predictions;
      """;

  final int rows;
  final Predictions predictions;
  final TrainingRows trainingRows;
  final Map<Write, RunningFunction> functions = new EnumMap<>(Write.class);
  private final Platform platform;
  private final Connection connection;

  FilledDatabase(BenchmarkOptions options, int rows) throws IOException, SQLException {
    this.rows = rows;
    this.platform = new Platform(options, "throughput");
    var postgres = platform.postgres();
    postgres.execute(FILL.formatted(rows));
    postgres.execute("VACUUM ANALYZE");
    this.connection =
        DriverManager.getConnection(
            postgres.jdbcUrl(), postgres.superuser(), postgres.superuserPassword());
    var database = new Database(Environment.of(platform.variables()));
    this.predictions = new Predictions(database);
    this.trainingRows = new TrainingRows(database);
    for (Write write : Write.values()) {
      functions.put(write, platform.start(write.function()));
    }
  }

  /** Makes the tables as large as they were at first, if they were empty. */
  void reset() {
    if (rows == 0) {
      platform.postgres().execute("TRUNCATE predictions, predictions_copied, training, jobs");
    }
  }

  /** Returns a batch in the text format of COPY. */
  static byte[] copyFormat(Batch batch) {
    Prediction prediction = batch.prediction();
    var text = new StringBuilder();
    for (int i = 0; i < prediction.subjects().size(); i++) {
      text.append(UUID.randomUUID()).append('\t').append(prediction.batchId()).append('\t');
      text.append(prediction.subjects().get(i)).append('\t');
      for (double number : prediction.input().get(i).toArray()) {
        text.append(number).append('\t');
      }
      text.append(prediction.output().get(i).word()).append('\t');
      text.append(prediction.modelFileName()).append('\t');
      text.append(prediction.created()).append('\n');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Copies rows in that format, and returns the seconds until they are committed. */
  double copy(byte[] text) throws SQLException, IOException {
    long start = System.nanoTime();
    connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY, new ByteArrayInputStream(text));
    return (System.nanoTime() - start) / 1e9;
  }

  /** Returns the number that a query gives. */
  double number(String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      result.next();
      return result.getDouble(1);
    }
  }

  @Override
  public void close() {
    functions.values().forEach(RunningFunction::close);
    platform.close();
  }
}
