package dev.aidemo.local.stack;

import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import dev.aidemo.operations.pubsub.PubSubClients;

/** Publishes strings to the topics of a stack. */
public final class TopicClient implements AutoCloseable {
  private final PubSubClients pubSub;

  public TopicClient(StackVariables variables) {
    this.pubSub = new PubSubClients(variables.environment());
  }

  /** Publishes a message and returns its id. */
  public String publish(String topic, String data) {
    return pubSub.publish(
        topic, PubsubMessage.newBuilder().setData(ByteString.copyFromUtf8(data)).build());
  }

  /** Returns the URL that the messages of a subscription are pushed to. */
  public String endpoint(String subscription) {
    return pubSub
        .subscriptions()
        .getSubscription(pubSub.subscription(subscription))
        .getPushConfig()
        .getPushEndpoint();
  }

  @Override
  public void close() {
    pubSub.close();
  }
}
