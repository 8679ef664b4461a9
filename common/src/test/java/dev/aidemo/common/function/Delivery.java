package dev.aidemo.common.function;

import com.google.cloud.functions.BackgroundFunction;
import com.google.cloud.functions.Context;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One delivery of a message, as the Functions Framework describes it. */
public record Delivery(@Nullable String eventId, @Nullable String timestamp) implements Context {
  static Delivery now() {
    return at(Instant.now());
  }

  static Delivery at(Instant published) {
    return new Delivery("message-1", published.toString());
  }

  /** Delivers a payload that was published just now. */
  public static void to(BackgroundFunction<PubSubMessage> function, String payload) {
    to(function, payload, Instant.now());
  }

  /** Delivers a payload that was published at {@code published}. */
  public static void to(
      BackgroundFunction<PubSubMessage> function, String payload, Instant published) {
    byte[] data = payload.getBytes(StandardCharsets.UTF_8);
    var message = new PubSubMessage(Base64.getEncoder().encodeToString(data), Map.of());
    try {
      function.accept(message, at(published));
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError("a function throws nothing checked", e);
    }
  }

  @Override
  public String eventType() {
    return "google.pubsub.topic.publish";
  }

  @Override
  public String resource() {
    return "{}";
  }
}
