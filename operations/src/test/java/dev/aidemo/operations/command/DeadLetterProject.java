package dev.aidemo.operations.command;

import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.api.gax.core.NoCredentialsProvider;
import com.google.cloud.pubsub.v1.SubscriptionAdminClient;
import com.google.cloud.pubsub.v1.SubscriptionAdminSettings;
import com.google.cloud.pubsub.v1.TopicAdminClient;
import com.google.cloud.pubsub.v1.TopicAdminSettings;
import com.google.protobuf.ByteString;
import com.google.pubsub.v1.DeadLetterPolicy;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.PullRequest;
import com.google.pubsub.v1.ReceivedMessage;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.SubscriptionName;
import com.google.pubsub.v1.TopicName;
import dev.aidemo.operations.deployed.DeployedFunction;
import dev.aidemo.testkit.Services;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A project of its own, with its topics and what keeps its dead letters, seen by Google's clients.
 */
final class DeadLetterProject implements AutoCloseable {
  static final int ATTEMPTS = 5;

  final String name = "project-" + UUID.randomUUID().toString().substring(0, 8);
  final Map<String, String> environment =
      Map.of("PROJECT_ID", name, "PUBSUB_EMULATOR_HOST", Services.google().address());
  private final TopicAdminClient topics;
  private final SubscriptionAdminClient subscriptions;

  DeadLetterProject() throws IOException {
    String endpoint = "http://" + Services.google().address();
    topics =
        TopicAdminClient.create(
            TopicAdminSettings.newHttpJsonBuilder()
                .setTransportChannelProvider(
                    TopicAdminSettings.defaultHttpJsonTransportProviderBuilder()
                        .setHttpTransport(new NetHttpTransport())
                        .build())
                .setEndpoint(endpoint)
                .setCredentialsProvider(NoCredentialsProvider.create())
                .build());
    subscriptions =
        SubscriptionAdminClient.create(
            SubscriptionAdminSettings.newHttpJsonBuilder()
                .setTransportChannelProvider(
                    SubscriptionAdminSettings.defaultHttpJsonTransportProviderBuilder()
                        .setHttpTransport(new NetHttpTransport())
                        .build())
                .setEndpoint(endpoint)
                .setCredentialsProvider(NoCredentialsProvider.create())
                .build());
    DeployedFunction.topics().forEach(topic -> topics.createTopic(TopicName.of(name, topic)));
  }

  void keepDeadLetters() {
    subscriptions.createSubscription(subscription("dead-letter", "dead-letter").build());
  }

  /** Publishes a dead letter and returns its id. */
  String letter(String data, Map<String, String> attributes) {
    return letters(List.of(message(ByteString.copyFromUtf8(data), attributes))).get(0);
  }

  List<String> letters(List<PubsubMessage> letters) {
    return topics.publish(TopicName.of(name, "dead-letter"), letters).getMessageIdsList();
  }

  static PubsubMessage message(ByteString data, Map<String, String> attributes) {
    return PubsubMessage.newBuilder().setData(data).putAllAttributes(attributes).build();
  }

  /** Lets a subscription give up a message, as the platform does after too many attempts. */
  void forward(String subscription, String topic, String data) {
    subscriptions.createSubscription(
        subscription(subscription, topic)
            .setDeadLetterPolicy(
                DeadLetterPolicy.newBuilder()
                    .setDeadLetterTopic(TopicName.of(name, "dead-letter").toString())
                    .setMaxDeliveryAttempts(ATTEMPTS))
            .build());
    topics.publish(
        TopicName.of(name, topic), List.of(message(ByteString.copyFromUtf8(data), Map.of())));
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      release(subscription, pull(subscription));
    }
  }

  /** Leases what a subscription has. */
  List<ReceivedMessage> pull(String subscription) {
    PullRequest request =
        PullRequest.newBuilder()
            .setSubscription(SubscriptionName.of(name, subscription).toString())
            .setMaxMessages(10)
            .build();
    return subscriptions.pull(request).getReceivedMessagesList();
  }

  void release(String subscription, List<ReceivedMessage> messages) {
    List<String> ackIds = new ArrayList<>();
    messages.forEach(message -> ackIds.add(message.getAckId()));
    subscriptions.modifyAckDeadline(SubscriptionName.of(name, subscription).toString(), ackIds, 0);
  }

  private Subscription.Builder subscription(String subscription, String topic) {
    return Subscription.newBuilder()
        .setName(SubscriptionName.of(name, subscription).toString())
        .setTopic(TopicName.of(name, topic).toString())
        .setAckDeadlineSeconds(60);
  }

  @Override
  public void close() {
    topics.close();
    subscriptions.close();
  }
}
