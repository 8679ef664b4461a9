package dev.aidemo.operations.command;

import com.google.protobuf.ByteString;
import com.google.pubsub.v1.DeadLetterPolicy;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.ReceivedMessage;
import com.google.pubsub.v1.Subscription;
import dev.aidemo.common.config.Environment;
import dev.aidemo.operations.deployed.DeployedFunction;
import dev.aidemo.operations.pubsub.PubSubClients;
import dev.aidemo.testkit.Services;
import java.util.List;
import java.util.Map;

/** Creates a project with all topics, and fills it with dead letters. */
final class DeadLetterProject implements AutoCloseable {
  private static final int ATTEMPTS = 5;

  final Map<String, String> environment = Services.environment();
  private final PubSubClients pubSub = new PubSubClients(Environment.of(environment));

  String name() {
    return pubSub.project();
  }

  /** Creates the subscription that keeps the dead letters. */
  void createSubscription() {
    pubSub
        .subscriptions()
        .createSubscription(
            subscription(DeployedFunction.DEAD_LETTER, DeployedFunction.DEAD_LETTER).build());
  }

  /** Publishes a dead letter and returns its id. */
  String publish(String data, Map<String, String> attributes) {
    return publish(List.of(message(ByteString.copyFromUtf8(data), attributes))).get(0);
  }

  List<String> publish(List<PubsubMessage> letters) {
    return pubSub
        .topics()
        .publish(pubSub.topic(DeployedFunction.DEAD_LETTER), letters)
        .getMessageIdsList();
  }

  static PubsubMessage message(ByteString data, Map<String, String> attributes) {
    return PubsubMessage.newBuilder().setData(data).putAllAttributes(attributes).build();
  }

  /** Lets a subscription dead-letter a message after five attempts. */
  void exhaust(String subscription, String topic, String data) {
    exhaust(subscription, topic, data, Map.of());
  }

  /** Lets a subscription dead-letter a message with attributes. */
  void exhaust(String subscription, String topic, String data, Map<String, String> attributes) {
    pubSub
        .subscriptions()
        .createSubscription(
            subscription(subscription, topic)
                .setDeadLetterPolicy(
                    DeadLetterPolicy.newBuilder()
                        .setDeadLetterTopic(pubSub.topic(DeployedFunction.DEAD_LETTER).toString())
                        .setMaxDeliveryAttempts(ATTEMPTS))
                .build());
    pubSub.publish(topic, message(ByteString.copyFromUtf8(data), attributes));
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      giveBack(subscription, lease(subscription));
    }
  }

  /** Leases messages, as another program does. */
  List<ReceivedMessage> lease(String subscription) {
    return pubSub
        .subscriptions()
        .pull(pubSub.subscription(subscription).toString(), 10)
        .getReceivedMessagesList();
  }

  void giveBack(String subscription, List<ReceivedMessage> messages) {
    pubSub
        .subscriptions()
        .modifyAckDeadline(
            pubSub.subscription(subscription).toString(),
            messages.stream().map(ReceivedMessage::getAckId).toList(),
            0);
  }

  private Subscription.Builder subscription(String id, String topic) {
    return Subscription.newBuilder()
        .setName(pubSub.subscription(id).toString())
        .setTopic(pubSub.topic(topic).toString())
        .setAckDeadlineSeconds(60);
  }

  @Override
  public void close() {
    pubSub.close();
  }
}
