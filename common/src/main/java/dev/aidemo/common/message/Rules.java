package dev.aidemo.common.message;

import dev.aidemo.common.failure.PoisonMessageException;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks the rules that several payloads share. */
final class Rules {
  /** Because a subject is part of an index key, which PostgreSQL limits to about 2,700 bytes. */
  static final int MAX_SUBJECT_LENGTH = 500;

  /**
   * The largest integer that every JSON implementation reads exactly
   * (https://www.rfc-editor.org/rfc/rfc8259#section-6).
   */
  static final long MAX_VERSION = (1L << 53) - 1;

  /** Cloud Storage accepts neither "." nor ".." as a name. */
  private static final Pattern FILE_NAME = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,255}");

  private Rules() {}

  static <T> T required(@Nullable T value, String field) {
    if (value == null) {
      throw new PoisonMessageException(field + " is missing");
    }
    return value;
  }

  static <T> List<T> sameLength(@Nullable List<T> values, String field, List<String> subjects) {
    sameLength(required(values, field).size(), field, subjects);
    return List.copyOf(required(values, field));
  }

  static void sameLength(int length, String field, List<String> subjects) {
    if (length != subjects.size()) {
      throw new PoisonMessageException(
          field, "must have one entry for each of the " + subjects.size() + " subjects", length);
    }
  }

  static List<String> subjects(@Nullable List<String> given) {
    List<String> subjects = List.copyOf(required(given, "subjects"));
    if (subjects.isEmpty()) {
      throw new PoisonMessageException("subjects must not be empty");
    }
    for (int i = 0; i < subjects.size(); i++) {
      requireSubject(subjects.get(i), "subjects[" + i + "]");
    }
    return subjects;
  }

  static void requireSubject(String subject, String field) {
    if (subject.length() > MAX_SUBJECT_LENGTH) {
      throw new PoisonMessageException(
          field, "must have at most " + MAX_SUBJECT_LENGTH + " characters", subject.length());
    }
    requireUnicode(subject, field);
  }

  /** PostgreSQL stores no NUL, and neither it nor JSON stores half a surrogate pair. */
  private static void requireUnicode(String string, String field) {
    for (int i = 0; i < string.length(); i++) {
      if (string.charAt(i) == 0 || isLoneSurrogate(string, i)) {
        throw new PoisonMessageException(field + " must be Unicode without NUL");
      }
    }
  }

  static @Nullable String string(@Nullable String string, String field, int maxLength) {
    if (string != null && string.length() > maxLength) {
      throw new PoisonMessageException(
          field, "must have at most " + maxLength + " characters", string.length());
    }
    if (string != null) {
      requireUnicode(string, field);
    }
    return string;
  }

  static @Nullable Instant time(@Nullable Instant time, String field) {
    if (time != null && !Times.isStorable(time)) {
      throw new PoisonMessageException(field, "must be in the years 1 to 9999", time);
    }
    return time;
  }

  private static boolean isLoneSurrogate(String string, int index) {
    char character = string.charAt(index);
    if (Character.isHighSurrogate(character)) {
      return index + 1 == string.length() || !Character.isLowSurrogate(string.charAt(index + 1));
    }
    return Character.isLowSurrogate(character)
        && (index == 0 || !Character.isHighSurrogate(string.charAt(index - 1)));
  }

  static List<Double> shares(List<Double> values, List<String> subjects) {
    for (int i = 0; i < values.size(); i++) {
      share(values.get(i), "confidence[" + i + "]");
    }
    return sameLength(values, "confidence", subjects);
  }

  static String fileName(String name) {
    if (!FILE_NAME.matcher(name).matches()) {
      throw new PoisonMessageException(
          "model_file_name",
          "must have 1 to 255 letters, digits, dots, dashes or underscores",
          name);
    }
    return name;
  }

  static double seconds(double value, String field) {
    if (!Double.isFinite(value) || value < 0) {
      throw new PoisonMessageException(field, "must be seconds, 0 or more", value);
    }
    return value;
  }

  static double share(double value, String field) {
    if (!(value >= 0 && value <= 1)) {
      throw new PoisonMessageException(field, "must be from 0 to 1", value);
    }
    // Double.compare puts -0.0 below 0.0, which would make two equal accuracies different.
    return value + 0.0;
  }
}
