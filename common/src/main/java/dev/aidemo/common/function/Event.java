package dev.aidemo.common.function;

import com.google.cloud.functions.Context;
import dev.aidemo.common.message.PoisonMessageException;
import dev.aidemo.common.message.Times;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One delivery of a message.
 *
 * @param id the message's id, the same at each delivery
 * @param published when the message was published, the same at each delivery
 * @param time when what the event tells happened: the CloudEvent attribute {@code ce-time} where
 *     the message carries one, otherwise when it was published
 * @param attributes the message's attributes
 * @param base64 the message's data as it was delivered, null where there is none
 */
public record Event(
    String id,
    Instant published,
    Instant time,
    Map<String, String> attributes,
    @Nullable String base64) {

  static Event of(@Nullable PubSubMessage message, Context context) {
    Map<String, String> attributes = new HashMap<>();
    if (message != null && message.attributes() != null) {
      message.attributes().forEach((key, value) -> attributes.put(key, String.valueOf(value)));
    }
    Instant published = timeOr(context.timestamp(), Instant.now());
    return new Event(
        Objects.requireNonNullElse(context.eventId(), "unknown"),
        published,
        earlier(timeOr(attributes.get("ce-time"), published), published),
        Map.copyOf(attributes),
        message == null ? null : message.data());
  }

  /**
   * The payload.
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

  /** What a dead letter keeps: the payload or, where it cannot be decoded, what was delivered. */
  byte[] kept() {
    try {
      return data();
    } catch (PoisonMessageException e) {
      return Objects.requireNonNullElse(base64, "").getBytes(StandardCharsets.UTF_8);
    }
  }

  /** A time from the future would outrank all that is said later. */
  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static Instant timeOr(@Nullable String text, Instant fallback) {
    try {
      Instant time = text == null ? fallback : Instant.parse(text);
      return Times.isStorable(time) ? time : fallback;
    } catch (DateTimeException e) {
      return fallback;
    }
  }
}
