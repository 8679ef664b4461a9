package dev.aidemo.common.cache;

import dev.aidemo.common.config.Environment;
import dev.aidemo.common.database.Database;

/**
 * Connects to Redis and PostgreSQL as its environment says, in a JVM of its own, so that {@link
 * ColdStartIT} sees which classes that loads.
 */
final class StoreConnector {
  private StoreConnector() {}

  public static void main(String[] arguments) {
    Environment environment = Environment.system();
    String redis = new Redis(environment).client().ping();
    boolean postgres = new Database(environment).inTransaction(connection -> connection.isValid(1));
    System.out.println("Redis says " + redis + ", PostgreSQL says " + postgres);
  }
}
