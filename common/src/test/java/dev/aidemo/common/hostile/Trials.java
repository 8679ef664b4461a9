package dev.aidemo.common.hostile;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Tries a property on many inputs. Each input has a random generator of its own, seeded with the
 * input's number, so that a failure names all that it takes to see it again. The numbers are the
 * same in each run, unless system property {@code fuzz.minutes} asks for a long one: that takes as
 * many inputs as fit, numbered from where the clock stands, and prints a summary.
 */
public final class Trials {
  private Trials() {}

  /** One input; what comes back is counted. */
  @FunctionalInterface
  public interface Trial {
    Object attempt(Random random) throws Exception;
  }

  /**
   * Tries {@code count} inputs, or for {@code fuzz.minutes}.
   *
   * @return how many inputs had each outcome
   * @throws AssertionError at the first input that breaks the property; it names the seed
   */
  public static Map<String, Integer> run(String name, int count, Trial trial) {
    Instant start = Instant.now();
    long minutes = Long.getLong("fuzz.minutes", 0);
    long first = Long.getLong("fuzz.seed", minutes == 0 ? 0 : start.toEpochMilli());
    Instant end = start.plus(Duration.ofMinutes(minutes));
    Map<String, Integer> outcomes = new TreeMap<>();
    long seed = first;
    while (minutes == 0 ? seed < first + count : Instant.now().isBefore(end)) {
      outcomes.merge(attempt(name, trial, seed), 1, Integer::sum);
      seed++;
    }
    if (minutes > 0) {
      System.out.printf(
          "%s: %,d inputs in %d s: %s%n",
          name, seed - first, Duration.between(start, Instant.now()).toSeconds(), outcomes);
    }
    return outcomes;
  }

  private static String attempt(String name, Trial trial, long seed) {
    try {
      return String.valueOf(trial.attempt(new Random(seed)));
    } catch (Throwable e) {
      throw new AssertionError(
          name + " breaks at this input: -Dfuzz.seed=" + seed + ", " + e.getMessage(), e);
    }
  }
}
