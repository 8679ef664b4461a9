package dev.aidemo.simulation;

import dev.aidemo.operations.deployed.DeployedFunction;

/**
 * Plans one delivery of a message to a function.
 *
 * @param function the subscription's
 * @param due when it is delivered, in the simulation's milliseconds
 * @param attempt 1 at first
 */
record Delivery(DeployedFunction function, Message message, long due, int attempt) {
  Delivery redelivery(long later) {
    return new Delivery(function, message, later, attempt + 1);
  }

  @Override
  public String toString() {
    return function.module() + " message " + message.id() + " attempt " + attempt;
  }
}
