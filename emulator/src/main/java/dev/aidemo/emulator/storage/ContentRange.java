package dev.aidemo.emulator.storage;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The place of a chunk in a resumable upload: {@code bytes 0-99/*} or, for the last one, {@code
 * bytes 100-120/121}. A star for the chunk's end, too, stands for all that is left; a star for its
 * start and end asks how much has arrived.
 *
 * @param start index of the chunk's first byte, or -1 if there is no chunk
 * @param total size of the whole content, or -1 if it is not known yet
 */
record ContentRange(int start, int total) {
  private static final Pattern HEADER =
      Pattern.compile("bytes (?:(\\d{1,9})-(\\d{1,9}|\\*)|\\*)/(\\d{1,9}|\\*)");

  /** Reads the header; without one the body is the whole content. */
  static ContentRange of(@Nullable String header, int length) {
    if (header == null) {
      return new ContentRange(0, length);
    }
    Matcher matcher = HEADER.matcher(header);
    if (!matcher.matches()) {
      throw StorageException.invalid("Failed to parse Content-Range header: " + header);
    }
    int total = "*".equals(matcher.group(3)) ? -1 : Integer.parseInt(matcher.group(3));
    if (matcher.group(1) == null) {
      return new ContentRange(-1, total);
    }
    int start = Integer.parseInt(matcher.group(1));
    if ("*".equals(matcher.group(2))) {
      return new ContentRange(start, start + length);
    }
    int end = Integer.parseInt(matcher.group(2)) + 1;
    if (end - start != length || (total >= 0 && end > total)) {
      throw StorageException.invalid(
          "The body of " + length + " bytes does not fit the Content-Range header: " + header);
    }
    return new ContentRange(start, total);
  }

  boolean hasChunk() {
    return start >= 0;
  }
}
