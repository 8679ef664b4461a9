package dev.aidemo.benchmarks.throughput;

import dev.aidemo.benchmarks.services.Platform;
import dev.aidemo.benchmarks.services.PushTarget;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.database.Database;
import dev.aidemo.common.database.Predictions;
import dev.aidemo.common.database.TrainingRows;
import dev.aidemo.operations.deployed.DeployedFunction;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** A database whose tables hold so many rows, and the functions that write to it. */
final class Ground implements AutoCloseable {
  private final int rows;
  private final Platform platform;
  private final Tables tables;
  private final Predictions predictions;
  private final TrainingRows trainingRows;
  private final Map<DeployedFunction, PushTarget> functions = new HashMap<>();

  Ground(Path root, int rows) throws IOException, SQLException {
    this.rows = rows;
    this.platform = new Platform(root);
    try {
      this.tables = new Tables(platform.owner(), rows);
      var database = new Database(Environment.of(platform.variables()));
      this.predictions = new Predictions(database);
      this.trainingRows = new TrainingRows(database);
      for (Operation operation : Operation.values()) {
        functions.put(operation.function(), platform.start(operation.function()));
      }
    } catch (SQLException | RuntimeException e) {
      platform.close();
      throw e;
    }
  }

  int rows() {
    return rows;
  }

  Platform platform() {
    return platform;
  }

  Tables tables() {
    return tables;
  }

  Predictions predictions() {
    return predictions;
  }

  TrainingRows trainingRows() {
    return trainingRows;
  }

  PushTarget function(Operation operation) {
    return Objects.requireNonNull(functions.get(operation.function()));
  }

  @Override
  public void close() {
    try {
      tables.close();
    } catch (SQLException e) {
      System.err.println("cannot close: " + e.getMessage());
    } finally {
      platform.close();
    }
  }
}
