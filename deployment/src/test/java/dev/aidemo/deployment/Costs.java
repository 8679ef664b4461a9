package dev.aidemo.deployment;

import java.util.Locale;
import java.util.Map;

/**
 * Computes the formulas of {@code docs/costs.md}.
 *
 * @param price in dollars, by the names that the page gives them
 */
record Costs(Map<String, Double> price) {
  private static final double GIB = 1L << 30;

  /** Returns what a month costs if functions classify, store and list the predictions. */
  double functions(Load load) {
    return run(3 * load.messages(), load) + pubSub(5 * load.messages(), load);
  }

  /** Returns the same if a Vertex AI endpoint classifies, and functions store and list. */
  double endpoint(Load load) {
    return storing(load) + value("hours") * value("node");
  }

  /** Returns the same if a container that always runs classifies. */
  double container(Load load) {
    double seconds = value("hours") * 3600;
    double processor = beyond(seconds * value("container-cpu"), value("instance-cpu-free"));
    double memory = beyond(seconds * value("container-gib"), value("instance-gib-free"));
    return storing(load) + processor * value("instance-cpu") + memory * value("instance-gib");
  }

  private double storing(Load load) {
    return run(2 * load.messages(), load) + pubSub(3 * load.messages(), load);
  }

  /** Cloud Run bills each request in tenths of a second, rounded up. */
  private double run(double invocations, Load load) {
    double each = Math.ceil((value("warm") + load.coldShare() * value("cold")) * 10 - 1e-9) / 10;
    double seconds = invocations * each;
    return beyond(seconds * value("cpu-share"), value("cpu-free")) * value("cpu")
        + beyond(seconds * value("gib-share"), value("gib-free")) * value("gib")
        + beyond(invocations, value("requests-free")) * value("request");
  }

  private double pubSub(double passages, Load load) {
    double bytes =
        Math.max(1000, value("message-bytes") + load.batch() * value("prediction-bytes"));
    return beyond(passages * bytes, value("pubsub-free-gib") * GIB)
        / (1024 * GIB)
        * value("pubsub-tib");
  }

  private static double beyond(double used, double free) {
    return Math.max(0, used - free);
  }

  private double value(String name) {
    Double value = price.get(name);
    if (value == null) {
      throw new AssertionError("docs/costs.md does not say what " + name + " is");
    }
    return value;
  }

  static String dollars(double amount) {
    return String.format(Locale.ROOT, "%,.2f", amount);
  }

  /**
   * Describes the load of a month.
   *
   * @param predictions all of them
   * @param batch how many of them come in one message
   * @param coldShare how many of the calls find no running instance, from 0 to 1
   */
  record Load(double predictions, double batch, double coldShare) {
    double messages() {
      return predictions / batch;
    }
  }
}
