package dev.aidemo.operations.deadletter;

import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.NotFoundException;
import com.google.api.gax.rpc.PermissionDeniedException;
import com.google.cloud.pubsub.v1.SubscriptionAdminClient;
import com.google.cloud.pubsub.v1.SubscriptionAdminSettings;
import com.google.pubsub.v1.PullRequest;
import com.google.pubsub.v1.ReceivedMessage;
import com.google.pubsub.v1.SubscriptionName;
import dev.aidemo.common.config.Environment;
import dev.aidemo.operations.OperationException;
import dev.aidemo.operations.deployed.DeployedFunction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Pull subscription {@code dead-letter}, over HTTP and JSON. No call takes longer than 30 seconds.
 *
 * <p>Reads {@code PROJECT_ID} and, where it is set, {@code PUBSUB_EMULATOR_HOST}.
 */
final class DeadLetterSubscription implements AutoCloseable {
  private static final Duration LONGEST_CALL = Duration.ofSeconds(30);
  private static final int MOST_AT_ONCE = 1000;

  /** Acknowledging 1,000 messages stays far below the 512 KiB that one such call may have. */
  private static final int MOST_ACK_IDS = 1000;

  private final String project;
  private final boolean emulated;
  private final SubscriptionAdminClient client;
  private final String name;

  DeadLetterSubscription(Environment environment) {
    this.project = environment.string("PROJECT_ID");
    Optional<String> emulator = environment.emulator("PUBSUB_EMULATOR_HOST");
    environment.check();
    this.emulated = emulator.isPresent();
    this.name = SubscriptionName.of(project, DeployedFunction.DEAD_LETTER).toString();
    try {
      this.client = SubscriptionAdminClient.create(settings(emulator));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot connect to Pub/Sub: " + e.getMessage(), e);
    }
  }

  /** Whether it stands in for Google's, and therefore answers with all that it has at once. */
  boolean isEmulated() {
    return emulated;
  }

  /**
   * Some of the messages that nobody holds, leased to the caller. None does not mean that there are
   * none: Google's servers answer at once, too, and may have to look first.
   *
   * @throws OperationException if there is no such subscription
   */
  // Without it, a pull that has been given up may still be handed messages, and hide them.
  @SuppressWarnings("deprecation")
  List<ReceivedMessage> pull() {
    try {
      return client
          .pull(
              PullRequest.newBuilder()
                  .setSubscription(name)
                  .setMaxMessages(MOST_AT_ONCE)
                  .setReturnImmediately(true)
                  .build())
          .getReceivedMessagesList();
    } catch (NotFoundException e) {
      throw new OperationException(
          "project %s has no subscription %s: make it with gcloud pubsub subscriptions create %s"
                  .formatted(project, DeployedFunction.DEAD_LETTER, DeployedFunction.DEAD_LETTER)
              + " --topic "
              + DeployedFunction.DEAD_LETTER,
          e);
    }
  }

  /** Holds the messages for so long from now on; zero gives them back. */
  void lease(List<String> ackIds, Duration time) {
    for (List<String> some : pieces(ackIds)) {
      client.modifyAckDeadline(name, some, (int) time.toSeconds());
    }
  }

  /** Removes the messages. */
  void acknowledge(List<String> ackIds) {
    for (List<String> some : pieces(ackIds)) {
      client.acknowledge(name, some);
    }
  }

  /** Gives back messages that were acknowledged, in case that was lost; never fails. */
  void giveBackAcknowledged(List<String> ackIds) {
    try {
      lease(ackIds, Duration.ZERO);
    } catch (ApiException e) {
      // With exactly-once delivery, what is acknowledged cannot be given back: all is well. And
      // where the call was in vain, the leases end by themselves.
    }
  }

  /** The topic of another subscription, if that still exists and may be looked at. */
  Optional<String> topicOf(DeadLetter.Source source) {
    String owner = source.project().isEmpty() ? project : source.project();
    try {
      String topic = client.getSubscription(SubscriptionName.of(owner, source.id())).getTopic();
      // What is left of a topic that was deleted is "_deleted-topic_".
      return topic.startsWith("projects/")
          ? Optional.of(topic.substring(topic.lastIndexOf('/') + 1))
          : Optional.empty();
    } catch (NotFoundException | PermissionDeniedException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    client.close();
  }

  private static List<List<String>> pieces(List<String> ids) {
    return IntStream.iterate(0, i -> i < ids.size(), i -> i + MOST_ACK_IDS)
        .mapToObj(start -> ids.subList(start, Math.min(start + MOST_ACK_IDS, ids.size())))
        .toList();
  }

  private static SubscriptionAdminSettings settings(Optional<String> emulator) throws IOException {
    SubscriptionAdminSettings.Builder settings = SubscriptionAdminSettings.newHttpJsonBuilder();
    settings.setTransportChannelProvider(
        SubscriptionAdminSettings.defaultHttpJsonTransportProviderBuilder()
            .setHttpTransport(new NetHttpTransport())
            .build());
    settings.pullSettings().setSimpleTimeoutNoRetriesDuration(LONGEST_CALL);
    settings.acknowledgeSettings().setSimpleTimeoutNoRetriesDuration(LONGEST_CALL);
    settings.modifyAckDeadlineSettings().setSimpleTimeoutNoRetriesDuration(LONGEST_CALL);
    settings.getSubscriptionSettings().setSimpleTimeoutNoRetriesDuration(LONGEST_CALL);
    emulator.ifPresent(
        address ->
            settings
                .setEndpoint("http://" + address)
                .setCredentialsProvider(NoCredentialsProvider.create()));
    return settings.build();
  }
}
