package dev.aidemo.ingestapi;

import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.failure.PoisonMessageException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Tells which cell of a line is what.
 *
 * @param count how many cells a line has
 * @param subject the cell of the subject, -1 if there is none
 * @param features the cells of the features in their order
 */
record CsvColumns(int count, int subject, List<Integer> features) {
  static final CsvColumns UNKNOWN = new CsvColumns(0, -1, List.of());

  private static final String SUBJECT = "subject";

  /** A line is a header if it names any column that we know. */
  static boolean isHeader(List<String> cells) {
    return cells.stream()
        .map(CsvColumns::name)
        .anyMatch(cell -> cell.equals(SUBJECT) || Features.NAMES.contains(cell));
  }

  static CsvColumns ofHeader(List<String> cells) {
    List<String> names = cells.stream().map(CsvColumns::name).toList();
    if (!names.containsAll(Features.NAMES)) {
      throw new PoisonMessageException("the header must name " + String.join(", ", Features.NAMES));
    }
    return new CsvColumns(
        names.size(), names.indexOf(SUBJECT), Features.NAMES.stream().map(names::indexOf).toList());
  }

  static CsvColumns withoutHeader(int count) {
    if (count != Features.COUNT && count != Features.COUNT + 1) {
      throw new PoisonMessageException(
          "the line", "must have four features, and may have a subject before them", count);
    }
    int first = count - Features.COUNT;
    return new CsvColumns(count, first - 1, IntStream.range(first, count).boxed().toList());
  }

  Optional<String> subject(List<String> cells) {
    return subject < 0 ? Optional.empty() : Optional.of(cells.get(subject));
  }

  Features features(List<String> cells) {
    var numbers = new double[Features.COUNT];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = number(Features.NAMES.get(i), cells.get(features.get(i)));
    }
    return Features.of(numbers);
  }

  private static double number(String name, String cell) {
    String digits = cell.strip();
    try {
      // Java also reads "NaN", "0x1p3" and "1d".
      if (digits.chars().allMatch(digit -> "0123456789+-.eE".indexOf(digit) >= 0)) {
        return Double.parseDouble(digits);
      }
    } catch (NumberFormatException e) {
      // Answered below.
    }
    throw new PoisonMessageException(name, "must be a number", "\"" + cell + "\"");
  }

  private static String name(String cell) {
    return cell.strip().toLowerCase(Locale.ROOT);
  }
}
