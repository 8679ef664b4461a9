package dev.aidemo.common.function;

import com.google.cloud.functions.Context;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Describes a delivery as the Functions Framework does: the message's id and its time. */
public record FakeContext(@Nullable String eventId, @Nullable String timestamp) implements Context {
  static FakeContext now() {
    return at(Instant.now());
  }

  static FakeContext at(Instant published) {
    return new FakeContext("message-1", published.toString());
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
