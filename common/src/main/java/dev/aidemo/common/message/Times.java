package dev.aidemo.common.message;

import java.time.Instant;

/**
 * Limits times to years of four digits, as ISO-8601 and RFC 3339 write them. Java knows others,
 * which PostgreSQL and the readers of the cache do not.
 */
public final class Times {
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  private Times() {}

  /** Tells whether every store can hold the time. */
  public static boolean isStorable(Instant time) {
    return !time.isBefore(FIRST) && !time.isAfter(LAST);
  }
}
