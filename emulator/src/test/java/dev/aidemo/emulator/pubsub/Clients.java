package dev.aidemo.emulator.pubsub;

import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.grpc.GrpcTransportChannel;
import com.google.api.gax.rpc.FixedTransportChannelProvider;
import com.google.api.gax.rpc.TransportChannelProvider;
import com.google.cloud.pubsub.v1.Publisher;
import com.google.cloud.pubsub.v1.SubscriptionAdminClient;
import com.google.cloud.pubsub.v1.SubscriptionAdminSettings;
import com.google.cloud.pubsub.v1.TopicAdminClient;
import com.google.cloud.pubsub.v1.TopicAdminSettings;
import com.google.pubsub.v1.ProjectSubscriptionName;
import com.google.pubsub.v1.PushConfig;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.TopicName;
import dev.aidemo.emulator.Emulator;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.io.IOException;

/** Google's own clients, pointed at an {@link Emulator}. */
public final class Clients implements AutoCloseable {
  public static final String PROJECT = "demo";

  private final ManagedChannel channel;
  private final TransportChannelProvider transport;
  private final TopicAdminClient topics;
  private final SubscriptionAdminClient subscriptions;

  Clients(Emulator server) throws IOException {
    this(server.address());
  }

  /** Connects to the emulator at {@code host:port}. */
  public Clients(String address) throws IOException {
    channel =
        ManagedChannelBuilder.forTarget(address)
            .usePlaintext()
            .maxInboundMessageSize(64 << 20)
            .build();
    transport = FixedTransportChannelProvider.create(GrpcTransportChannel.create(channel));
    topics =
        TopicAdminClient.create(
            TopicAdminSettings.newBuilder()
                .setTransportChannelProvider(transport)
                .setCredentialsProvider(NoCredentialsProvider.create())
                .build());
    subscriptions =
        SubscriptionAdminClient.create(
            SubscriptionAdminSettings.newBuilder()
                .setTransportChannelProvider(transport)
                .setCredentialsProvider(NoCredentialsProvider.create())
                .build());
  }

  static TopicAdminClient overHttp(Emulator server) throws IOException {
    return TopicAdminClient.create(
        TopicAdminSettings.newHttpJsonBuilder()
            .setEndpoint("http://" + server.address())
            .setCredentialsProvider(NoCredentialsProvider.create())
            .build());
  }

  static SubscriptionAdminClient subscriptionsOverHttp(Emulator server) throws IOException {
    return SubscriptionAdminClient.create(
        SubscriptionAdminSettings.newHttpJsonBuilder()
            .setEndpoint("http://" + server.address())
            .setCredentialsProvider(NoCredentialsProvider.create())
            .build());
  }

  TransportChannelProvider transport() {
    return transport;
  }

  public TopicAdminClient topics() {
    return topics;
  }

  public SubscriptionAdminClient subscriptions() {
    return subscriptions;
  }

  public Publisher publisher(TopicName topic) throws IOException {
    return Publisher.newBuilder(topic)
        .setChannelProvider(transport)
        .setCredentialsProvider(NoCredentialsProvider.create())
        .build();
  }

  TopicName createTopic(String name) {
    return TopicName.parse(topics.createTopic(TopicName.of(PROJECT, name)).getName());
  }

  /** The settings of a subscription without an endpoint, to be changed and created. */
  static Subscription.Builder subscription(String name, TopicName topic) {
    return Subscription.newBuilder()
        .setName(ProjectSubscriptionName.format(PROJECT, name))
        .setTopic(topic.toString());
  }

  static PushConfig.Builder push(Endpoint endpoint) {
    return PushConfig.newBuilder().setPushEndpoint(endpoint.url());
  }

  @Override
  public void close() {
    topics.close();
    subscriptions.close();
    channel.shutdownNow();
  }
}
