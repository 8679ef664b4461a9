package dev.aidemo.benchmarks.training;

import dev.aidemo.benchmarks.services.Platform;
import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.banknote.LabelledFeatures;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.database.Database;
import dev.aidemo.common.database.TrainingRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;

/** Table {@code training}, of any size. */
public final class Rows {
  /** As many as the data set has, with those that are held out and those that occur twice. */
  private static final int DATA_SET = 1_372;

  /** Of two classes that overlap a little, with as many digits as in the data set. */
  private static final String FILL =
      """
      INSERT INTO training (variance, skewness, curtosis, entropy, class, rated, rating)
      SELECT variance, skewness, curtosis, entropy,
          CASE WHEN (variance + skewness / 2 + curtosis / 2 > 1) = (random() < .98)
              THEN 0 ELSE 1 END, now(), true
      FROM (SELECT round(((random() - .5) * 14)::numeric, 4)::float8 AS variance,
          round(((random() - .5) * 26)::numeric, 4)::float8 AS skewness,
          round(((random() - .5) * 23)::numeric, 4)::float8 AS curtosis,
          round(((random() - .5) * 11)::numeric, 4)::float8 AS entropy
        FROM generate_series(1, %d)) AS banknote
      """;

  private final Platform platform;

  public Rows(Platform platform) {
    this.platform = platform;
  }

  /** Fills the empty table: with the starter rows, the data set, or rows that were made up. */
  public void fill(int rows) throws SQLException {
    execute("TRUNCATE training, jobs");
    BankData data = BankData.load();
    if (rows > DATA_SET) {
      execute(FILL.formatted(rows));
    } else {
      List<LabelledFeatures> real =
          rows < DATA_SET
              ? data.starter()
              : Stream.of(data.holdout(), data.starter(), data.rest())
                  .flatMap(List::stream)
                  .toList();
      var environment = Environment.of(platform.variables());
      new TrainingRows(new Database(environment)).addStarter(real);
    }
    execute("VACUUM ANALYZE training");
  }

  /** Adds one row, as a rating would, so that there is something to train on. */
  public void addOne() throws SQLException {
    execute(FILL.formatted(1));
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = platform.owner();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
