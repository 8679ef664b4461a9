package dev.aidemo.benchmarks.platform;

import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.rpc.TransportChannelProvider;
import com.google.cloud.pubsub.v1.SubscriptionAdminClient;
import com.google.cloud.pubsub.v1.SubscriptionAdminSettings;
import com.google.cloud.pubsub.v1.TopicAdminClient;
import com.google.cloud.pubsub.v1.TopicAdminSettings;
import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.PushConfig;
import com.google.pubsub.v1.SubscriptionName;
import com.google.pubsub.v1.TopicName;
import dev.aidemo.local.stack.StackVariables;
import java.io.IOException;
import java.util.List;

/** Publishes to a stack's Pub/Sub with google-cloud-pubsub. */
public final class PubSubClient implements AutoCloseable {
  private final String project;
  private final TopicAdminClient topics;
  private final SubscriptionAdminClient subscriptions;

  public PubSubClient(StackVariables variables) throws IOException {
    this.project = variables.value("PROJECT_ID");
    TransportChannelProvider transport =
        TopicAdminSettings.defaultGrpcTransportProviderBuilder()
            .setEndpoint(variables.value("PUBSUB_EMULATOR_HOST"))
            .setChannelConfigurator(builder -> builder.usePlaintext())
            .build();
    var topicSettings = TopicAdminSettings.newBuilder().setTransportChannelProvider(transport);
    topicSettings.setCredentialsProvider(NoCredentialsProvider.create());
    this.topics = TopicAdminClient.create(topicSettings.build());
    var settings = SubscriptionAdminSettings.newBuilder().setTransportChannelProvider(transport);
    settings.setCredentialsProvider(NoCredentialsProvider.create());
    this.subscriptions = SubscriptionAdminClient.create(settings.build());
  }

  /** Publishes payloads in one call, each as a message of its own, and returns their ids. */
  public List<String> publish(String topic, List<byte[]> payloads) {
    List<PubsubMessage> messages =
        payloads.stream()
            .map(data -> PubsubMessage.newBuilder().setData(ByteString.copyFrom(data)).build())
            .toList();
    return topics.publish(TopicName.of(project, topic), messages).getMessageIdsList();
  }

  /** Creates a topic that is pushed to an endpoint, at most so many messages at once. */
  public void createPushedTopic(String name, String endpoint, int maxOutstanding) {
    TopicName topic = TopicName.of(project, name);
    topics.createTopic(topic);
    var push = PushConfig.newBuilder().setPushEndpoint(endpoint);
    push.putAttributes("x-max-outstanding", Integer.toString(maxOutstanding));
    subscriptions.createSubscription(
        SubscriptionName.of(project, name), topic, push.build(), /* ackDeadlineSeconds= */ 60);
  }

  @Override
  public void close() {
    topics.close();
    subscriptions.close();
  }
}
