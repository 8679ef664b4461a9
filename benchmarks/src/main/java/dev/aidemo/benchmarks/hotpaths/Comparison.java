package dev.aidemo.benchmarks.hotpaths;

import java.util.regex.Pattern;

/**
 * Two methods of one class of benchmarks.
 *
 * @param name of the figure
 * @param unit of the figure
 * @param benchmarks the class
 * @param method that is measured
 * @param reference that it is compared with
 * @param referenceName what that does
 */
record Comparison(
    String name,
    String unit,
    Class<?> benchmarks,
    String method,
    String reference,
    String referenceName) {
  /** The methods' names, as JMH matches them. */
  String pattern() {
    return Pattern.quote(benchmarks.getName() + ".") + "(" + method + "|" + reference + ")$";
  }
}
