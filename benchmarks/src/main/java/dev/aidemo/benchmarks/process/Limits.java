package dev.aidemo.benchmarks.process;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a function is deployed with.
 *
 * @param processors such as 0.167, which is what the platform gives to 256 MB
 *     (https://cloud.google.com/functions/docs/configuring/memory)
 * @param megabytes in all, of 1,048,576 bytes
 */
public record Limits(double processors, int megabytes) {
  /** A group with these limits, or nothing where none can be made. */
  public Optional<ControlGroup> group() {
    return ControlGroup.isAvailable()
        ? Optional.of(ControlGroup.create("benchmark", megabytes * 1024L * 1024L, processors))
        : Optional.empty();
  }

  /** As a figure says it: {@code limits=none} where there are none, whatever was wanted. */
  public Map<String, String> parameters() {
    if (!ControlGroup.isAvailable()) {
      return Map.of("limits", "none");
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("cpus", BigDecimal.valueOf(processors).stripTrailingZeros().toPlainString());
    parameters.put("limit", megabytes + " MB");
    return parameters;
  }
}
