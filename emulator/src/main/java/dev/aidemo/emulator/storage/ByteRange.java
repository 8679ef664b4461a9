package dev.aidemo.emulator.storage;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of an object's content that a {@code Range} header asks for.
 *
 * @param start index of the first byte
 * @param end index after the last byte
 * @param partial false if there was no header
 */
record ByteRange(int start, int end, boolean partial) {
  private static final Pattern HEADER = Pattern.compile("bytes=(\\d{1,10})?-(\\d{1,10})?");

  /** Ignores a header that it does not understand, as RFC 9110 demands. */
  static ByteRange of(@Nullable String header, int length) {
    Matcher matcher = HEADER.matcher(header == null ? "" : header);
    if (!matcher.matches() || (matcher.group(1) == null && matcher.group(2) == null)) {
      return new ByteRange(0, length, false);
    }
    ByteRange range = of(matcher.group(1), matcher.group(2), length);
    if (range.start >= range.end) {
      throw StorageException.rangeNotSatisfiable(String.valueOf(header));
    }
    return range;
  }

  private static ByteRange of(@Nullable String first, @Nullable String last, int length) {
    if (first == null) {
      long suffix = Long.parseLong(String.valueOf(last));
      return new ByteRange((int) Math.max(0, length - suffix), length, true);
    }
    long end = last == null ? length : Math.min(length, Long.parseLong(last) + 1);
    return new ByteRange((int) Math.min(length, Long.parseLong(first)), (int) end, true);
  }

  String contentRange(int length) {
    return "bytes " + start + "-" + (end - 1) + "/" + length;
  }
}
