package dev.aidemo.benchmarks.throughput;

import dev.aidemo.benchmarks.BenchmarkOptions;
import dev.aidemo.benchmarks.platform.Platform;
import dev.aidemo.benchmarks.platform.RunningFunction;
import dev.aidemo.benchmarks.throughput.Write.Batch;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.database.Database;
import dev.aidemo.common.database.Predictions;
import dev.aidemo.common.database.TrainingRows;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.Map;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** Runs a database whose tables have so many rows, and the functions that write to it. */
final class FilledDatabase implements AutoCloseable {
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

  /** Copies a stored batch into the second table, and returns the seconds until the commit. */
  double copy(Batch batch) throws SQLException, IOException {
    CopyManager copies = connection.unwrap(PGConnection.class).getCopyAPI();
    String columns = "id, batch_id, subject_id, variance, skewness, curtosis, entropy";
    columns += ", prediction, model_file_name, created";
    String where = " WHERE batch_id = '" + batch.prediction().batchId() + "'";
    var rows = new ByteArrayOutputStream();
    copies.copyOut("COPY (SELECT " + columns + " FROM predictions" + where + ") TO STDOUT", rows);
    long start = System.nanoTime();
    var input = new ByteArrayInputStream(rows.toByteArray());
    copies.copyIn("COPY predictions_copied (" + columns + ") FROM STDIN", input);
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
