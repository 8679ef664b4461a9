package dev.aidemo.common.banknote;

import dev.aidemo.common.failure.PoisonMessageException;
import dev.aidemo.common.json.JsonReader;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Says whether a banknote is real or fake. That class 1 of the data set is {@code real} and class 0
 * is {@code fake} is a convention of this system: the source of the data set does not say.
 */
public enum Verdict {
  FAKE(0),
  REAL(1);

  private final int label;
  private final String word = name().toLowerCase(Locale.ROOT);

  Verdict(int label) {
    this.label = label;
  }

  /** Returns 1 for real, 0 for fake: the class in the data set and in table {@code training}. */
  public int label() {
    return label;
  }

  /** Returns {@code real} or {@code fake}, as in messages and in table {@code predictions}. */
  public String word() {
    return word;
  }

  /** Returns the other verdict, which is the true one if this one was rated wrong. */
  public Verdict opposite() {
    return this == REAL ? FAKE : REAL;
  }

  /** Finds the verdict that {@code word} names, if it names one. */
  public static Optional<Verdict> named(String word) {
    return Arrays.stream(values()).filter(verdict -> verdict.word.equals(word)).findFirst();
  }

  /**
   * Reads a JSON string, {@code real} or {@code fake}.
   *
   * @throws PoisonMessageException if it is anything else
   */
  public static Verdict read(JsonReader value) {
    return value.choice("must be real or fake", Verdict::named);
  }

  /**
   * Returns the verdict of a class.
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
