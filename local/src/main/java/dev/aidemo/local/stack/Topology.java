package dev.aidemo.local.stack;

import com.google.api.gax.rpc.AlreadyExistsException;
import com.google.protobuf.util.Durations;
import com.google.pubsub.v1.DeadLetterPolicy;
import com.google.pubsub.v1.PushConfig;
import com.google.pubsub.v1.RetryPolicy;
import com.google.pubsub.v1.Subscription;
import dev.aidemo.common.config.Environment;
import dev.aidemo.operations.deployed.DeployedFunction;
import dev.aidemo.operations.pubsub.PubSubClients;
import java.util.Map;

/** Creates the topics, and one push subscription for each function, as Eventarc does. */
public final class Topology implements AutoCloseable {
  /** One process does the work of all instances on Google Cloud. */
  private static final int MAX_OUTSTANDING = 4;

  private static final int ACK_DEADLINE_SECONDS = 60;
  private static final int MAX_ATTEMPTS = 20;
  private static final RetryPolicy RETRY =
      RetryPolicy.newBuilder()
          .setMinimumBackoff(Durations.fromMillis(100))
          .setMaximumBackoff(Durations.fromSeconds(10))
          .build();

  private final PubSubClients pubSub;

  /**
   * Connects to a Pub/Sub emulator.
   *
   * @param address {@code host:port}
   */
  public Topology(String project, String address) {
    this.pubSub =
        new PubSubClients(
            Environment.of(Map.of("PROJECT_ID", project, "PUBSUB_EMULATOR_HOST", address)));
  }

  /** Creates the topics that do not exist, and the subscription to the dead letters. */
  public void createTopics() {
    for (String topic : DeployedFunction.topics()) {
      try {
        pubSub.topics().createTopic(pubSub.topic(topic));
      } catch (AlreadyExistsException e) {
        // An emulator that was running before this stack may have it.
      }
    }
    create(subscription(DeployedFunction.DEAD_LETTER, DeployedFunction.DEAD_LETTER).build());
  }

  /** Pushes the messages of a function's topic to an endpoint. */
  void push(DeployedFunction function, String endpoint) {
    PushConfig push =
        PushConfig.newBuilder()
            .setPushEndpoint(endpoint)
            .putAttributes(
                "x-max-outstanding",
                Integer.toString(Math.min(MAX_OUTSTANDING, function.maxInstances())))
            .build();
    Subscription subscription =
        subscription(function.module(), function.trigger())
            .setPushConfig(push)
            .setRetryPolicy(RETRY)
            .setDeadLetterPolicy(
                DeadLetterPolicy.newBuilder()
                    .setDeadLetterTopic(pubSub.topic(DeployedFunction.DEAD_LETTER).toString())
                    .setMaxDeliveryAttempts(MAX_ATTEMPTS))
            .build();
    if (!create(subscription)) {
      pubSub.subscriptions().modifyPushConfig(subscription.getName(), push);
    }
  }

  private Subscription.Builder subscription(String name, String topic) {
    return Subscription.newBuilder()
        .setName(pubSub.subscription(name).toString())
        .setTopic(pubSub.topic(topic).toString())
        .setAckDeadlineSeconds(ACK_DEADLINE_SECONDS);
  }

  /** Creates the subscription, and tells whether there was none. */
  private boolean create(Subscription subscription) {
    try {
      pubSub.subscriptions().createSubscription(subscription);
      return true;
    } catch (AlreadyExistsException e) {
      return false;
    }
  }

  @Override
  public void close() {
    pubSub.close();
  }
}
