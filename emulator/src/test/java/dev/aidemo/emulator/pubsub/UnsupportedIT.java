package dev.aidemo.emulator.pubsub;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.rpc.UnimplementedException;
import com.google.cloud.pubsub.v1.SchemaServiceClient;
import com.google.cloud.pubsub.v1.SchemaServiceSettings;
import com.google.cloud.pubsub.v1.SubscriptionAdminClient;
import com.google.cloud.pubsub.v1.TopicAdminClient;
import com.google.iam.v1.GetIamPolicyRequest;
import com.google.protobuf.ByteString;
import com.google.protobuf.FieldMask;
import com.google.pubsub.v1.BigQueryConfig;
import com.google.pubsub.v1.BigtableConfig;
import com.google.pubsub.v1.CloudStorageConfig;
import com.google.pubsub.v1.DetachSubscriptionRequest;
import com.google.pubsub.v1.IngestionDataSourceSettings;
import com.google.pubsub.v1.MessageTransform;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.PushConfig;
import com.google.pubsub.v1.SchemaSettings;
import com.google.pubsub.v1.SeekRequest;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.Topic;
import com.google.pubsub.v1.TopicName;
import dev.aidemo.emulator.Emulator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the emulator does not have is refused, with its name. */
@Timeout(30)
class UnsupportedIT {
  private static final String NAME = "projects/demo/subscriptions/any";

  private static Emulator server;
  private static Clients clients;
  private static TopicName topic;

  @BeforeAll
  static void start() throws Exception {
    server = Emulator.start(0);
    clients = new Clients(server);
    topic = clients.createTopic("supported");
  }

  @AfterAll
  static void stop() {
    clients.close();
    server.close();
  }

  private static void refused(ThrowingCallable call, String feature) {
    assertThatThrownBy(call)
        .isInstanceOf(UnimplementedException.class)
        .hasMessageContaining(feature);
  }

  static Stream<Arguments> subscriptions() {
    var push = PushConfig.newBuilder().setPushEndpoint("http://127.0.0.1:1/");
    return Stream.of(
        subscription("message ordering", s -> s.setEnableMessageOrdering(true)),
        subscription("exactly-once delivery", s -> s.setEnableExactlyOnceDelivery(true)),
        subscription("filters", s -> s.setFilter("attributes:a")),
        subscription(
            "export subscriptions", s -> s.setBigqueryConfig(BigQueryConfig.getDefaultInstance())),
        subscription(
            "export subscriptions", s -> s.setBigtableConfig(BigtableConfig.getDefaultInstance())),
        subscription(
            "export subscriptions",
            s -> s.setCloudStorageConfig(CloudStorageConfig.getDefaultInstance())),
        subscription(
            "message transforms",
            s -> s.addMessageTransforms(MessageTransform.getDefaultInstance())),
        subscription(
            "unwrapped push",
            s ->
                s.setPushConfig(
                    push.clone().setNoWrapper(PushConfig.NoWrapper.getDefaultInstance()))),
        subscription(
            "authenticated push",
            s ->
                s.setPushConfig(
                    push.clone().setOidcToken(PushConfig.OidcToken.getDefaultInstance()))));
  }

  private static Arguments subscription(String feature, Consumer<Subscription.Builder> change) {
    return arguments(feature, change);
  }

  @ParameterizedTest
  @MethodSource("subscriptions")
  void refusesASubscriptionThatAsksForIt(String feature, Consumer<Subscription.Builder> change) {
    var subscription = Clients.subscription("refused", topic);
    change.accept(subscription);

    refused(() -> clients.subscriptions().createSubscription(subscription.build()), feature);
  }

  static Stream<Arguments> topics() {
    var asked = Topic.newBuilder().setName("projects/demo/topics/refused");
    return Stream.of(
        arguments("schemas", asked.clone().setSchemaSettings(SchemaSettings.getDefaultInstance())),
        arguments(
            "ingestion",
            asked
                .clone()
                .setIngestionDataSourceSettings(IngestionDataSourceSettings.getDefaultInstance())),
        arguments(
            "message transforms",
            asked.clone().addMessageTransforms(MessageTransform.getDefaultInstance())));
  }

  @ParameterizedTest
  @MethodSource("topics")
  void refusesATopicThatAsksForIt(String feature, Topic.Builder asked) {
    refused(() -> clients.topics().createTopic(asked.build()), feature);
  }

  @Test
  void refusesOrderingKeys() {
    var message =
        PubsubMessage.newBuilder().setData(ByteString.copyFromUtf8("a")).setOrderingKey("k");

    refused(() -> clients.topics().publish(topic, List.of(message.build())), "ordering keys");
  }

  @Test
  void refusesSeekSnapshotsAndDetachment() {
    SubscriptionAdminClient subscriptions = clients.subscriptions();
    TopicAdminClient topics = clients.topics();

    refused(
        () -> subscriptions.seek(SeekRequest.newBuilder().setSubscription(NAME).build()), "Seek");
    refused(
        () -> subscriptions.createSnapshot("projects/demo/snapshots/any", NAME), "CreateSnapshot");
    refused(() -> subscriptions.listSnapshots("projects/demo"), "ListSnapshots");
    refused(() -> topics.listTopicSnapshots(topic), "ListTopicSnapshots");
    refused(
        () ->
            topics.detachSubscription(
                DetachSubscriptionRequest.newBuilder().setSubscription(NAME).build()),
        "DetachSubscription");
    refused(
        () -> topics.updateTopic(Topic.getDefaultInstance(), FieldMask.getDefaultInstance()),
        "UpdateTopic");
  }

  @Test
  void refusesServicesThatItDoesNotHave() throws Exception {
    refused(
        () ->
            clients
                .topics()
                .getIamPolicy(GetIamPolicyRequest.newBuilder().setResource("any").build()),
        "google.iam.v1.IAMPolicy/GetIamPolicy");
    try (var schemas =
        SchemaServiceClient.create(
            SchemaServiceSettings.newBuilder()
                .setTransportChannelProvider(clients.transport())
                .setCredentialsProvider(NoCredentialsProvider.create())
                .build())) {
      refused(() -> schemas.listSchemas("projects/demo"), "SchemaService/ListSchemas");
    }
  }
}
