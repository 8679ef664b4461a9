package dev.aidemo.common.message;

import java.time.Instant;

/**
 * Which times there are: those whose year has four digits, as ISO-8601 and RFC 3339 write it. Java
 * knows others, which no {@link java.time.OffsetDateTime}, no PostgreSQL and no reader of the cache
 * can hold.
 */
public final class Times {
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  private Times() {}

  /** Whether the time is one that everything here can hold. */
  public static boolean isStorable(Instant time) {
    return !time.isBefore(FIRST) && !time.isAfter(LAST);
  }
}
