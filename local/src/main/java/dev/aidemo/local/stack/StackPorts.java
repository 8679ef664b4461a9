package dev.aidemo.local.stack;

import dev.aidemo.operations.deployed.DeployedFunction;

/**
 * Says where what people and programs connect to listens; 0 is any free port.
 *
 * @param pubSub the port of Pub/Sub and Cloud Storage
 * @param redis the port of Redis
 * @param database the port of PostgreSQL
 * @param ingest the port of function {@code ingest-api}
 * @param predict the port of function {@code predict-api}
 * @param console the port of function {@code console}
 */
public record StackPorts(
    int pubSub, int redis, int database, int ingest, int predict, int console) {
  /** Any free port for each. */
  public static final StackPorts ANY = new StackPorts(0, 0, 0, 0, 0, 0);

  int of(DeployedFunction function) {
    return switch (function.module()) {
      case "ingest-api" -> ingest;
      case "predict-api" -> predict;
      case "console" -> console;
      default -> 0;
    };
  }
}
