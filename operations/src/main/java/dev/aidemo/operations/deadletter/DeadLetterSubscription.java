package dev.aidemo.operations.deadletter;

import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.NotFoundException;
import com.google.api.gax.rpc.PermissionDeniedException;
import com.google.cloud.pubsub.v1.SubscriptionAdminClient;
import com.google.pubsub.v1.PullRequest;
import com.google.pubsub.v1.ReceivedMessage;
import com.google.pubsub.v1.SubscriptionName;
import dev.aidemo.operations.OperationException;
import dev.aidemo.operations.deployed.DeployedFunction;
import dev.aidemo.operations.pubsub.PubSubClients;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Pulls from subscription {@code dead-letter}. */
final class DeadLetterSubscription {
  private static final int MAX_MESSAGES = 1000;

  /** Keeps a call far below the 512 KiB that Pub/Sub allows. */
  private static final int MAX_ACK_IDS = 1000;

  private final PubSubClients pubSub;
  private final SubscriptionAdminClient client;
  private final String name;

  DeadLetterSubscription(PubSubClients pubSub) {
    this.pubSub = pubSub;
    this.client = pubSub.subscriptions();
    this.name = pubSub.subscription(DeployedFunction.DEAD_LETTER).toString();
  }

  boolean isEmulator() {
    return pubSub.isEmulator();
  }

  /**
   * Leases some of the messages that nobody holds. Google's servers may return none although there
   * are some.
   *
   * @throws OperationException if there is no such subscription
   */
  // Otherwise Pub/Sub may still hand messages to a pull that timed out, and so hide them.
  @SuppressWarnings("deprecation")
  List<ReceivedMessage> pull() {
    try {
      return client
          .pull(
              PullRequest.newBuilder()
                  .setSubscription(name)
                  .setMaxMessages(MAX_MESSAGES)
                  .setReturnImmediately(true)
                  .build())
          .getReceivedMessagesList();
    } catch (NotFoundException e) {
      throw new OperationException(
          "project %s has no subscription %s: create it with gcloud pubsub subscriptions create %s"
                  .formatted(
                      pubSub.project(), DeployedFunction.DEAD_LETTER, DeployedFunction.DEAD_LETTER)
              + " --topic "
              + DeployedFunction.DEAD_LETTER,
          e);
    }
  }

  /** Leases messages for {@code time} from now; zero gives them back. */
  void lease(List<String> ackIds, Duration time) {
    for (List<String> part : partition(ackIds)) {
      client.modifyAckDeadline(name, part, (int) time.toSeconds());
    }
  }

  /** Removes messages. */
  void acknowledge(List<String> ackIds) {
    for (List<String> part : partition(ackIds)) {
      client.acknowledge(name, part);
    }
  }

  /** Gives back messages that were acknowledged, in case that was lost. Never fails. */
  void giveBackAcknowledged(List<String> ackIds) {
    try {
      lease(ackIds, Duration.ZERO);
    } catch (ApiException e) {
      // With exactly-once delivery, Pub/Sub rejects this for acknowledged messages, and all is
      // well. After any other failure, the leases end by themselves.
    }
  }

  /** Returns the topic of another subscription, if it still exists and we may read it. */
  Optional<String> topicOf(DeadLetter.Source source) {
    String project = source.project().isEmpty() ? pubSub.project() : source.project();
    try {
      String topic = client.getSubscription(SubscriptionName.of(project, source.id())).getTopic();
      // Of a deleted topic, "_deleted-topic_" is left.
      return topic.startsWith("projects/")
          ? Optional.of(topic.substring(topic.lastIndexOf('/') + 1))
          : Optional.empty();
    } catch (NotFoundException | PermissionDeniedException e) {
      return Optional.empty();
    }
  }

  private static List<List<String>> partition(List<String> ids) {
    return IntStream.iterate(0, i -> i < ids.size(), i -> i + MAX_ACK_IDS)
        .mapToObj(start -> ids.subList(start, Math.min(start + MAX_ACK_IDS, ids.size())))
        .toList();
  }
}
