package dev.aidemo.local.stack;

import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.database.Database;
import dev.aidemo.common.database.DatabaseException;
import dev.aidemo.common.database.TrainingRows;
import dev.aidemo.common.failure.PoisonMessageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;

/** Adds the six rows that the first model is trained on. */
final class StarterRows {
  private static final String UNDEFINED_TABLE = "42P01";

  private StarterRows() {}

  /**
   * Adds the rows that are missing. If there are no tables, creates them first, which the user must
   * be allowed to do.
   *
   * @throws StackException if the database rejects that
   */
  static void add(StackVariables variables, Path schema) {
    var rows = new TrainingRows(new Database(variables.environment()));
    var starter = BankData.load().starter();
    try {
      try {
        rows.addStarter(starter);
      } catch (DatabaseException e) {
        if (!isUndefinedTable(e)) {
          throw e;
        }
        createTables(new Database(variables.environment()), schema);
        rows.addStarter(starter);
      }
    } catch (DatabaseException | PoisonMessageException e) {
      throw new StackException(
          "database %s: %s (run schema.sql as its owner)"
              .formatted(variables.value("DBNAME"), e.getMessage()),
          e);
    }
  }

  private static boolean isUndefinedTable(DatabaseException e) {
    return e.getCause() instanceof SQLException cause
        && UNDEFINED_TABLE.equals(cause.getSQLState());
  }

  private static void createTables(Database database, Path schema) {
    try {
      String statements = Files.readString(schema);
      database.inTransaction(
          connection -> {
            try (Statement statement = connection.createStatement()) {
              return statement.execute(statements);
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + schema, e);
    }
  }
}
