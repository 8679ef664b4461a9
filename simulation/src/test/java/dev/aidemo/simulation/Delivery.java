package dev.aidemo.simulation;

import dev.aidemo.operations.deployed.DeployedFunction;

/**
 * One copy of a message, which a subscription delivers until it is acknowledged.
 *
 * @param function whose subscription it is
 * @param due when it is delivered next, in the simulation's milliseconds
 * @param attempt 1 at first
 */
record Delivery(DeployedFunction function, Message message, long due, int attempt) {
  Delivery again(long later) {
    return new Delivery(function, message, later, attempt + 1);
  }

  @Override
  public String toString() {
    return function.module() + " message " + message.id() + " attempt " + attempt;
  }
}
