package dev.aidemo.common.function;

import com.google.cloud.functions.Context;
import dev.aidemo.common.failure.PoisonMessageException;
import dev.aidemo.common.message.Times;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Describes one delivery of a message.
 *
 * @param id the message's id, the same at each delivery
 * @param published when the message was published, the same at each delivery
 * @param time when what the event tells happened: the CloudEvent attribute {@code ce-time} if the
 *     message carries one, otherwise when it was published
 * @param attributes the message's attributes
 * @param base64 the message's data as it was delivered, null if there is none
 */
public record Event(
    String id,
    Instant published,
    Instant time,
    Map<String, String> attributes,
    @Nullable String base64) {
  /** How far the clock of a publisher may be ahead of Pub/Sub's. */
  private static final Duration MAX_CLOCK_SKEW = Duration.ofMinutes(1);

  static Event of(@Nullable PubSubMessage message, Context context) {
    Map<String, String> attributes = attributes(message);
    Instant published = timeOr(context.timestamp(), Instant.now());
    return new Event(
        Objects.requireNonNullElse(context.eventId(), "unknown"),
        published,
        earlier(timeOr(attributes.get("ce-time"), published), published),
        attributes,
        message == null ? null : message.data());
  }

  /**
   * Returns when a payload says that it was made or, if it does not say, or lies in the future, the
   * event's time. Otherwise a thousand entries of the year 9999 would fill a list for ever.
   */
  public Instant timeUnless(@Nullable Instant created) {
    return created == null || created.isAfter(published.plus(MAX_CLOCK_SKEW)) ? time : created;
  }

  /**
   * Returns the payload.
   *
   * @throws PoisonMessageException if there is none, or it is not base64
   */
  byte[] data() {
    if (base64 == null || base64.isEmpty()) {
      throw new PoisonMessageException("data is missing");
    }
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new PoisonMessageException("data is not base64", e);
    }
  }

  /** Returns the payload for a dead letter or, if it cannot be decoded, what was delivered. */
  byte[] dataOrBase64() {
    try {
      return data();
    } catch (PoisonMessageException e) {
      return Objects.requireNonNullElse(base64, "").getBytes(StandardCharsets.UTF_8);
    }
  }

  private static Map<String, String> attributes(@Nullable PubSubMessage message) {
    Map<String, @Nullable String> given = message == null ? null : message.attributes();
    return given == null
        ? Map.of()
        : given.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey, attribute -> String.valueOf(attribute.getValue())));
  }

  /** Because a time from the future would outrank everything that is said later. */
  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static Instant timeOr(@Nullable String time, Instant fallback) {
    try {
      Instant parsed = time == null ? fallback : Instant.parse(time);
      return Times.isStorable(parsed) ? parsed : fallback;
    } catch (DateTimeException e) {
      return fallback;
    }
  }
}
