package dev.aidemo.common.function;

import com.google.cloud.functions.BackgroundFunction;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;

/** Delivers messages to a function as the Functions Framework does. */
public final class Deliveries {
  private Deliveries() {}

  /** Delivers a payload that was published just now. */
  public static void deliver(BackgroundFunction<PubSubMessage> function, String payload) {
    deliver(function, payload, Instant.now());
  }

  /** Delivers a payload that was published at {@code published}; a second call redelivers it. */
  public static void deliver(
      BackgroundFunction<PubSubMessage> function, String payload, Instant published) {
    deliver(function, payload, published, Map.of());
  }

  /** Delivers a message with attributes. */
  public static void deliver(
      BackgroundFunction<PubSubMessage> function,
      String payload,
      Instant published,
      Map<String, String> attributes) {
    byte[] data = payload.getBytes(StandardCharsets.UTF_8);
    var message = new PubSubMessage(Base64.getEncoder().encodeToString(data), attributes);
    try {
      function.accept(message, FakeContext.at(published));
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError("a function throws no checked exception", e);
    }
  }
}
