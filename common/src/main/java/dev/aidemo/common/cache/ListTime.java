package dev.aidemo.common.cache;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * Writes times as clients of the original read them, in UTC with microseconds and without a zone.
 * Reads them as any version of the system or of the original wrote them.
 */
public final class ListTime {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

  private ListTime() {}

  /** Writes a time; smaller fractions are cut off. */
  public static String format(Instant time) {
    return FORMAT.format(time);
  }

  /** Reads a time, with a zone of UTC or without, with a fraction or without. */
  public static Optional<Instant> parse(String time) {
    try {
      String local = time.replaceFirst("(Z|\\+00:00)$", "");
      return Optional.of(LocalDateTime.parse(local).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
