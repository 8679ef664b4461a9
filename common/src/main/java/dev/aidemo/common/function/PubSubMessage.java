package dev.aidemo.common.function;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Receives a Pub/Sub message from the Functions Framework, which fills the fields by name: {@code
 * data} in base64. The message's id and time are in the {@link com.google.cloud.functions.Context}.
 */
public final class PubSubMessage {
  private final @Nullable String data;
  private final @Nullable Map<String, @Nullable String> attributes;

  /** Makes a message as the platform would, for tests. */
  public PubSubMessage(@Nullable String data, @Nullable Map<String, @Nullable String> attributes) {
    this.data = data;
    this.attributes = attributes;
  }

  @Nullable String data() {
    return data;
  }

  @Nullable Map<String, @Nullable String> attributes() {
    return attributes;
  }
}
