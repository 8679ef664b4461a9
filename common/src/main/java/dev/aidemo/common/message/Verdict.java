package dev.aidemo.common.message;

import java.util.Locale;

/**
 * What a classifier says of a banknote. That class 1 of the data set is {@code real} and class 0 is
 * {@code fake} is a convention of this system: the data set does not say which is which.
 */
public enum Verdict {
  FAKE(0),
  REAL(1);

  private final int label;
  private final String text = name().toLowerCase(Locale.ROOT);

  Verdict(int label) {
    this.label = label;
  }

  /** 1 for real, 0 for fake: the class in the data set and in table {@code training}. */
  public int label() {
    return label;
  }

  /** {@code real} or {@code fake}, as in messages and in table {@code predictions}. */
  public String text() {
    return text;
  }

  /** The other verdict: the true one where this was rated wrong. */
  public Verdict opposite() {
    return this == REAL ? FAKE : REAL;
  }

  /**
   * The verdict of a class.
   *
   * @throws IllegalArgumentException if {@code label} is neither 1 nor 0
   */
  public static Verdict ofLabel(int label) {
    return switch (label) {
      case 0 -> FAKE;
      case 1 -> REAL;
      default -> throw new IllegalArgumentException("a class must be 0 or 1, got " + label);
    };
  }
}
