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

/** The six rows that the first model is trained on. */
final class StarterRows {
  private static final String UNDEFINED_TABLE = "42P01";

  private StarterRows() {}

  /**
   * Adds the rows that are not there, and before that the tables, where there are none: then the
   * user must be one who may create them.
   *
   * @throws StackException if the database refuses
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
          "database %s: %s (its owner must run schema.sql)"
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
