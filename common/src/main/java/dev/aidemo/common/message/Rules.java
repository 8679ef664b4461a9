package dev.aidemo.common.message;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules that several payloads share. */
final class Rules {
  /** A subject is part of an index key, which PostgreSQL limits to about 2,700 bytes. */
  static final int LONGEST_SUBJECT = 500;

  /**
   * Redis compares versions as doubles, which are exact up to here; it is also how far JSON's
   * numbers go (https://www.rfc-editor.org/rfc/rfc8259#section-6).
   */
  static final long HIGHEST_VERSION = (1L << 53) - 1;

  /** Cloud Storage takes neither "." nor ".." for a name. */
  private static final Pattern FILE_NAME = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,255}");

  private Rules() {}

  static <T> T required(@Nullable T value, String field) {
    if (value == null) {
      throw new PoisonMessageException(field + " is missing");
    }
    return value;
  }

  static <T> List<T> sameLength(@Nullable List<T> values, String field, List<String> subjects) {
    int size = required(values, field).size();
    if (size != subjects.size()) {
      throw new PoisonMessageException(
          field, "must have one entry for each of the " + subjects.size() + " subjects", size);
    }
    return List.copyOf(required(values, field));
  }

  static List<String> subjects(@Nullable List<String> given) {
    List<String> subjects = List.copyOf(required(given, "subjects"));
    if (subjects.isEmpty()) {
      throw new PoisonMessageException("subjects must not be empty");
    }
    Set<String> seen = new HashSet<>(2 * subjects.size());
    for (int i = 0; i < subjects.size(); i++) {
      String subject = subjects.get(i);
      requireSubject(subject, i);
      if (!seen.add(subject)) {
        throw new PoisonMessageException("subjects[" + i + "]", "must not occur twice", subject);
      }
    }
    return subjects;
  }

  private static void requireSubject(String subject, int index) {
    if (subject.isEmpty() || subject.length() > LONGEST_SUBJECT) {
      throw new PoisonMessageException(
          "subjects[" + index + "]",
          "must have 1 to " + LONGEST_SUBJECT + " characters",
          subject.length());
    }
    requireUnicode(subject, "subjects[" + index + "]");
  }

  /** PostgreSQL keeps no NUL, and neither it nor JSON half a character. */
  private static void requireUnicode(String text, String field) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == 0 || isLoneSurrogate(text, i)) {
        throw new PoisonMessageException(field + " must be Unicode text without NUL");
      }
    }
  }

  static @Nullable String text(@Nullable String text, String field, int longest) {
    if (text != null && text.length() > longest) {
      throw new PoisonMessageException(
          field, "must have at most " + longest + " characters", text.length());
    }
    if (text != null) {
      requireUnicode(text, field);
    }
    return text;
  }

  static @Nullable Instant time(@Nullable Instant time, String field) {
    if (time != null && !Times.isStorable(time)) {
      throw new PoisonMessageException(field, "must be in the years 1 to 9999", time);
    }
    return time;
  }

  private static boolean isLoneSurrogate(String text, int index) {
    char character = text.charAt(index);
    if (Character.isHighSurrogate(character)) {
      return index + 1 == text.length() || !Character.isLowSurrogate(text.charAt(index + 1));
    }
    return Character.isLowSurrogate(character)
        && (index == 0 || !Character.isHighSurrogate(text.charAt(index - 1)));
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
    // Redis takes -0.0 and 0.0 for equal, Java does not.
    return value + 0.0;
  }
}
