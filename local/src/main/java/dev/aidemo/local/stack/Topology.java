package dev.aidemo.local.stack;

import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.rpc.AlreadyExistsException;
import com.google.cloud.pubsub.v1.SubscriptionAdminClient;
import com.google.cloud.pubsub.v1.SubscriptionAdminSettings;
import com.google.cloud.pubsub.v1.TopicAdminClient;
import com.google.cloud.pubsub.v1.TopicAdminSettings;
import com.google.protobuf.util.Durations;
import com.google.pubsub.v1.DeadLetterPolicy;
import com.google.pubsub.v1.PushConfig;
import com.google.pubsub.v1.RetryPolicy;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.SubscriptionName;
import com.google.pubsub.v1.TopicName;
import dev.aidemo.operations.deployed.DeployedFunction;
import java.io.IOException;

/** The topics, and one push subscription for each function, as Eventarc would make them. */
public final class Topology implements AutoCloseable {
  /** One process stands for all instances that the platform would start. */
  private static final int MAX_OUTSTANDING = 4;

  private static final int ACK_DEADLINE_SECONDS = 60;
  private static final int MAX_ATTEMPTS = 20;
  private static final RetryPolicy RETRY =
      RetryPolicy.newBuilder()
          .setMinimumBackoff(Durations.fromMillis(100))
          .setMaximumBackoff(Durations.fromSeconds(10))
          .build();

  private final String project;
  private final TopicAdminClient topics;
  private final SubscriptionAdminClient subscriptions;

  /**
   * Connects to Pub/Sub, with Java's own HTTP: the default would load a native library for TLS.
   *
   * @param address {@code host:port}
   */
  public Topology(String project, String address) throws IOException {
    this.project = project;
    this.topics =
        TopicAdminClient.create(
            TopicAdminSettings.newHttpJsonBuilder()
                .setTransportChannelProvider(
                    TopicAdminSettings.defaultHttpJsonTransportProviderBuilder()
                        .setHttpTransport(new NetHttpTransport())
                        .build())
                .setEndpoint("http://" + address)
                .setCredentialsProvider(NoCredentialsProvider.create())
                .build());
    this.subscriptions =
        SubscriptionAdminClient.create(
            SubscriptionAdminSettings.newHttpJsonBuilder()
                .setTransportChannelProvider(
                    SubscriptionAdminSettings.defaultHttpJsonTransportProviderBuilder()
                        .setHttpTransport(new NetHttpTransport())
                        .build())
                .setEndpoint("http://" + address)
                .setCredentialsProvider(NoCredentialsProvider.create())
                .build());
  }

  /** Creates the topics, and a subscription that keeps the dead letters. */
  public void createTopics() {
    for (String topic : DeployedFunction.topics()) {
      try {
        topics.createTopic(TopicName.of(project, topic));
      } catch (AlreadyExistsException fine) {
        // A service that outlives this stack has it from an earlier one.
      }
    }
    create(subscription(DeployedFunction.DEAD_LETTER, DeployedFunction.DEAD_LETTER).build());
  }

  /** Pushes a function's messages to its endpoint. */
  void push(DeployedFunction function, String endpoint) {
    PushConfig push =
        PushConfig.newBuilder()
            .setPushEndpoint(endpoint)
            .putAttributes(
                "x-max-outstanding",
                Integer.toString(Math.min(MAX_OUTSTANDING, function.maxInstances())))
            .build();
    Subscription wanted =
        subscription(function.module(), function.trigger())
            .setPushConfig(push)
            .setRetryPolicy(RETRY)
            .setDeadLetterPolicy(
                DeadLetterPolicy.newBuilder()
                    .setDeadLetterTopic(
                        TopicName.of(project, DeployedFunction.DEAD_LETTER).toString())
                    .setMaxDeliveryAttempts(MAX_ATTEMPTS))
            .build();
    if (!create(wanted)) {
      subscriptions.modifyPushConfig(wanted.getName(), push);
    }
  }

  private Subscription.Builder subscription(String name, String topic) {
    return Subscription.newBuilder()
        .setName(SubscriptionName.of(project, name).toString())
        .setTopic(TopicName.of(project, topic).toString())
        .setAckDeadlineSeconds(ACK_DEADLINE_SECONDS);
  }

  private boolean create(Subscription subscription) {
    try {
      subscriptions.createSubscription(subscription);
      return true;
    } catch (AlreadyExistsException e) {
      return false;
    }
  }

  @Override
  public void close() {
    topics.close();
    subscriptions.close();
  }
}
