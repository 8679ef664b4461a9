package dev.aidemo.common.cache;

import dev.aidemo.common.config.Environment;
import dev.aidemo.common.database.Database;

/** Speaks to Redis and PostgreSQL as its environment says, for a look at what that loads. */
final class PlainClients {
  private PlainClients() {}

  public static void main(String[] arguments) {
    Environment environment = Environment.system();
    String redis = new Redis(environment).client().ping();
    boolean postgres = new Database(environment).inTransaction(connection -> connection.isValid(1));
    System.out.println("Redis says " + redis + ", PostgreSQL says " + postgres);
  }
}
