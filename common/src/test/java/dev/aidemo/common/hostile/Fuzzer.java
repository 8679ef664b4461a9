package dev.aidemo.common.hostile;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Checks a property with many random inputs. Each input is made from a seed of its own, which a
 * failure names: {@code -Dfuzz.seed=…} repeats it. The seeds are the same in each run, unless
 * {@code -Dfuzz.minutes=…} asks for a long one, which begins with the time as its seed, checks as
 * many inputs as it can and prints a summary.
 */
public final class Fuzzer {
  private Fuzzer() {}

  /** Checks the property with an input made from {@code random}; returns the outcome to count. */
  @FunctionalInterface
  public interface Property {
    Object check(Random random) throws Exception;
  }

  /**
   * Checks {@code count} inputs, or as many as there is time for in {@code fuzz.minutes}.
   *
   * @return how many inputs had each outcome
   * @throws AssertionError at the first input that breaks the property; the message names the seed
   */
  public static Map<String, Integer> run(String name, int count, Property property) {
    Instant start = Instant.now();
    long minutes = Long.getLong("fuzz.minutes", 0);
    long first = Long.getLong("fuzz.seed", minutes == 0 ? 0 : start.toEpochMilli());
    Instant end = start.plus(Duration.ofMinutes(minutes));
    Map<String, Integer> outcomes = new TreeMap<>();
    long seed = first;
    while (minutes == 0 ? seed < first + count : Instant.now().isBefore(end)) {
      outcomes.merge(check(name, property, seed), 1, Integer::sum);
      seed++;
    }
    if (minutes > 0) {
      System.out.printf(
          "%s: %,d inputs in %d s: %s%n",
          name, seed - first, Duration.between(start, Instant.now()).toSeconds(), outcomes);
    }
    return outcomes;
  }

  private static String check(String name, Property property, long seed) {
    try {
      return String.valueOf(property.check(new Random(seed)));
    } catch (Throwable e) {
      throw new AssertionError(
          name + " breaks at this input: -Dfuzz.seed=" + seed + ", " + e.getMessage(), e);
    }
  }
}
