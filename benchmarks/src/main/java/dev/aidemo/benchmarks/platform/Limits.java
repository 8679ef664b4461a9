package dev.aidemo.benchmarks.platform;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Holds what a process may use at most.
 *
 * @param processors such as 0.167, which is what the platform gives to 256 MB
 *     (https://cloud.google.com/functions/docs/configuring/memory)
 * @param megabytes in units of 1,048,576 bytes
 */
public record Limits(double processors, int megabytes) {
  /** Tells whether the kernel can be made to enforce limits here. */
  public static boolean areEnforced() {
    return ControlGroup.AVAILABLE;
  }

  /** Returns the parameters of a figure: the limits, or that there were none. */
  public Map<String, String> parameters() {
    if (!areEnforced()) {
      return Map.of("limits", "none");
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("cpus", BigDecimal.valueOf(processors).stripTrailingZeros().toPlainString());
    parameters.put("limit", megabytes + " MB");
    return parameters;
  }
}
