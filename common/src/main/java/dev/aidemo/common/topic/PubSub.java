package dev.aidemo.common.topic;

import com.google.api.gax.batching.BatchingSettings;
import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.retrying.RetrySettings;
import com.google.cloud.pubsub.v1.TopicAdminClient;
import com.google.cloud.pubsub.v1.TopicAdminSettings;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.TopicName;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.config.JavaTransport;
import dev.aidemo.common.effect.SideEffect;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The project's Pub/Sub, over HTTP and JSON: one message an event makes the batching of Google's
 * {@code Publisher} useless, and its background threads freeze when the platform takes the CPU away
 * after the response. The client is made on first need, so that a function which never publishes
 * does not pay for it.
 *
 * <p>Reads {@code PROJECT_ID} and, where it is set, {@code PUBSUB_EMULATOR_HOST}.
 */
public final class PubSub {
  /** With what comes before it, below the 60 seconds that a function may run unless told more. */
  private static final Duration LONGEST_PUBLISH = Duration.ofSeconds(25);

  private static final Duration LONGEST_ATTEMPT = Duration.ofSeconds(10);

  private final String project;
  private final Optional<String> emulator;
  private @Nullable TopicAdminClient client;

  public PubSub(Environment environment) {
    this.project = environment.text("PROJECT_ID");
    this.emulator = environment.emulator("PUBSUB_EMULATOR_HOST");
  }

  /**
   * Publishes one message and waits for the broker's answer.
   *
   * @return the message's id
   * @throws com.google.api.gax.rpc.ApiException if the broker refuses it or does not answer within
   *     25 seconds; the message may or may not have been published
   */
  public String publish(String topic, PubsubMessage message) {
    return SideEffect.PUBLISH
        .perform(() -> client().publish(TopicName.of(project, topic), List.of(message)))
        .getMessageIdsList()
        .get(0);
  }

  String project() {
    return project;
  }

  private synchronized TopicAdminClient client() {
    if (client == null) {
      try {
        client = TopicAdminClient.create(settings());
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot make the Pub/Sub client: " + e.getMessage(), e);
      }
    }
    return client;
  }

  private TopicAdminSettings settings() throws IOException {
    TopicAdminSettings.Builder settings = TopicAdminSettings.newHttpJsonBuilder();
    settings.setTransportChannelProvider(
        TopicAdminSettings.defaultHttpJsonTransportProviderBuilder()
            .setHttpTransport(JavaTransport.create())
            .build());
    settings
        .publishSettings()
        // Otherwise each message waits 10 ms for others to share its call.
        .setBatchingSettings(BatchingSettings.newBuilder().setIsEnabled(false).build())
        .setRetrySettings(
            RetrySettings.newBuilder()
                .setInitialRetryDelayDuration(Duration.ofMillis(100))
                .setRetryDelayMultiplier(2)
                .setMaxRetryDelayDuration(Duration.ofSeconds(5))
                .setInitialRpcTimeoutDuration(LONGEST_ATTEMPT)
                .setMaxRpcTimeoutDuration(LONGEST_ATTEMPT)
                .setTotalTimeoutDuration(LONGEST_PUBLISH)
                .build());
    emulator.ifPresent(
        address ->
            settings
                .setEndpoint("http://" + address)
                .setCredentialsProvider(NoCredentialsProvider.create()));
    return settings.build();
  }
}
