package dev.aidemo.operations.terminal;

/** Writes a number with its noun, as in "1 batch" and "2,000 batches". */
public final class Count {
  private Count() {}

  /** Returns the number and the noun in singular or plural. */
  public static String of(int number, String singular, String plural) {
    return "%,d %s".formatted(number, number == 1 ? singular : plural);
  }
}
