package dev.aidemo.common.banknote;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Recognises held-out banknotes, also when their numbers were rounded on the way: to single
 * precision, or to six digits, as a spreadsheet or {@code %g} prints them.
 */
public final class HeldOut {
  /**
   * Single precision keeps 7 digits; six printed digits are off by at most 5 parts in a million.
   */
  private static final double RELATIVE_TOLERANCE = 1e-5;

  private static final double ABSOLUTE_TOLERANCE = 1e-6;

  private final NavigableMap<Double, List<double[]>> rowsByFirstNumber = new TreeMap<>();

  HeldOut(Collection<LabelledFeatures> rows) {
    for (LabelledFeatures row : rows) {
      double[] numbers = row.features().toArray();
      rowsByFirstNumber.computeIfAbsent(numbers[0], first -> new ArrayList<>()).add(numbers);
    }
  }

  /** Tells whether these are the features of a held-out banknote but for rounding. */
  public boolean contains(Features features) {
    double[] numbers = features.toArray();
    double tolerance = tolerance(numbers[0]);
    return rowsByFirstNumber
        .subMap(numbers[0] - tolerance, true, numbers[0] + tolerance, true)
        .values()
        .stream()
        .flatMap(List::stream)
        .anyMatch(row -> isNear(row, numbers));
  }

  private static boolean isNear(double[] one, double[] other) {
    for (int i = 0; i < one.length; i++) {
      if (Math.abs(one[i] - other[i]) > tolerance(one[i])) {
        return false;
      }
    }
    return true;
  }

  private static double tolerance(double number) {
    return ABSOLUTE_TOLERANCE + RELATIVE_TOLERANCE * Math.abs(number);
  }
}
