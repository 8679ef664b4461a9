package dev.aidemo.emulator.storage;

import com.linecorp.armeria.common.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The body of a {@code multipart/related} upload, which has two parts.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2046#section-5.1">RFC 2046, multipart</a>
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and too large to copy
record MultipartBody(String metadata, @Nullable String contentType, byte[] content) {
  private static final byte[] BLANK_LINE = ascii("\r\n\r\n");

  static MultipartBody parse(@Nullable String contentType, byte[] body) {
    byte[] boundary = ascii("--" + boundary(contentType));
    // A delimiter has a line of its own; the same bytes within a line are content.
    byte[] delimiter = ascii("\r\n--" + boundary(contentType));
    int first = require(indexOf(body, boundary, 0)) + boundary.length;
    int second = require(indexOf(body, delimiter, first));
    int third = require(indexOf(body, delimiter, second + delimiter.length));
    int metadata = afterHeaders(body, first);
    int media = afterHeaders(body, second + delimiter.length);
    return new MultipartBody(
        new String(body, metadata, second - metadata, StandardCharsets.UTF_8),
        contentType(new String(body, second, media - second, StandardCharsets.US_ASCII)),
        Arrays.copyOfRange(body, media, third));
  }

  private static String boundary(@Nullable String contentType) {
    try {
      List<String> found =
          contentType == null ? null : MediaType.parse(contentType).parameters().get("boundary");
      if (found != null && !found.isEmpty()) {
        return found.get(0);
      }
    } catch (IllegalArgumentException notAMediaType) {
      // Rejected below, with the same words.
    }
    throw StorageException.invalid("The content type has no boundary: " + contentType);
  }

  private static int afterHeaders(byte[] body, int from) {
    return require(indexOf(body, BLANK_LINE, from)) + BLANK_LINE.length;
  }

  private static @Nullable String contentType(String headers) {
    return headers
        .lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-type:"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse(null);
  }

  private static int require(int index) {
    if (index < 0) {
      throw StorageException.invalid("The multipart body must have two parts.");
    }
    return index;
  }

  private static int indexOf(byte[] body, byte[] wanted, int from) {
    for (int i = from; i <= body.length - wanted.length; i++) {
      if (body[i] == wanted[0]
          && Arrays.equals(body, i, i + wanted.length, wanted, 0, wanted.length)) {
        return i;
      }
    }
    return -1;
  }

  private static byte[] ascii(String string) {
    return string.getBytes(StandardCharsets.US_ASCII);
  }
}
