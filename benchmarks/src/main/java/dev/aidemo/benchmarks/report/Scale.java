package dev.aidemo.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a number lies on an axis.
 *
 * @param from the number at its start
 * @param to the number at its end
 * @param logarithmic whether equal steps are equal factors
 */
record Scale(double from, double to, boolean logarithmic) {
  /** Where the shortest bar would be hardly seen beside the longest. */
  private static final double LARGEST_LINEAR_FACTOR = 30;

  private static final int MOST_TICKS = 8;
  private static final double[] STEPS = {1, 2, 5, 10};

  /** One that has room for all the numbers, which are not negative. */
  static Scale of(List<Double> numbers) {
    double highest = numbers.stream().mapToDouble(n -> n).max().orElse(1);
    double lowest = numbers.stream().mapToDouble(n -> n).filter(n -> n > 0).min().orElse(highest);
    if (highest <= 0) {
      return new Scale(0, 1, false);
    }
    if (highest / lowest <= LARGEST_LINEAR_FACTOR) {
      double step = step(highest);
      return new Scale(0, Math.ceil(highest / step) * step, false);
    }
    // A bar that begins at its own value could not be seen.
    return new Scale(decade(Math.floor(Math.log10(lowest / 1.5))), highest, true);
  }

  /** From 0 to 1. */
  double position(double number) {
    double share =
        logarithmic
            ? Math.log(Math.max(number, from) / from) / Math.log(to / from)
            : (number - from) / (to - from);
    return Math.max(0, Math.min(1, share));
  }

  /** The numbers to be written beside the axis. */
  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    if (logarithmic) {
      for (double tick = from; tick <= to * 1.000001; tick *= 10) {
        ticks.add(decade(Math.rint(Math.log10(tick))));
      }
    } else {
      double step = step(to);
      for (int i = 0; i * step <= to * 1.000001; i++) {
        ticks.add(i * step);
      }
    }
    return ticks;
  }

  /** The smallest of 1, 2, 5, 10, 20 ... with which there are not too many ticks. */
  private static double step(double highest) {
    double unit = decade(Math.floor(Math.log10(highest / MOST_TICKS)));
    for (double step : STEPS) {
      if (highest / (step * unit) <= MOST_TICKS) {
        return step * unit;
      }
    }
    return 10 * unit;
  }

  private static double decade(double exponent) {
    return Math.pow(10, exponent);
  }
}
