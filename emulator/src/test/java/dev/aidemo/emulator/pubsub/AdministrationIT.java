package dev.aidemo.emulator.pubsub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.StatusCode;
import com.google.cloud.pubsub.v1.TopicAdminClient;
import com.google.protobuf.ByteString;
import com.google.protobuf.FieldMask;
import com.google.protobuf.util.Durations;
import com.google.pubsub.v1.DeadLetterPolicy;
import com.google.pubsub.v1.ListTopicsRequest;
import com.google.pubsub.v1.ProjectName;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.PushConfig;
import com.google.pubsub.v1.RetryPolicy;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.Topic;
import com.google.pubsub.v1.TopicName;
import com.google.pubsub.v1.UpdateSubscriptionRequest;
import dev.aidemo.emulator.Emulator;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Topics and subscriptions, over gRPC and over HTTP. */
@Timeout(30)
class AdministrationIT {
  private static Emulator server;
  private static Clients clients;
  private static TopicAdminClient overHttp;

  @BeforeAll
  static void start() throws Exception {
    server = Emulator.start(0);
    clients = new Clients(server);
    overHttp = Clients.overHttp(server);
  }

  @AfterAll
  static void stop() {
    overHttp.close();
    clients.close();
    server.close();
  }

  private static void fails(ThrowingCallable call, StatusCode.Code code, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.getStatusCode().getCode()).isEqualTo(code))
        .hasMessageContaining(message);
  }

  private static Subscription create(Subscription.Builder subscription) {
    return clients.subscriptions().createSubscription(subscription.build());
  }

  @Test
  void saysWhatDoesNotExistAndWhatExistsAlready() {
    TopicName present = clients.createTopic("present");
    TopicName absent = TopicName.of(Clients.PROJECT, "absent");

    for (TopicAdminClient topics : List.of(clients.topics(), overHttp)) {
      fails(
          () -> topics.getTopic(absent),
          StatusCode.Code.NOT_FOUND,
          "Resource not found (resource=absent).");
      fails(() -> topics.deleteTopic(absent), StatusCode.Code.NOT_FOUND, "absent");
      fails(
          () -> topics.publish(absent, List.of(PubsubMessage.getDefaultInstance())),
          StatusCode.Code.NOT_FOUND,
          "absent");
      fails(
          () -> topics.createTopic(present),
          // Over HTTP both are 409, and the client takes the other one.
          topics == overHttp ? StatusCode.Code.ABORTED : StatusCode.Code.ALREADY_EXISTS,
          "Resource already exists in the project (resource=present).");
      fails(
          () -> topics.createTopic("projects/demo/topics/1"),
          StatusCode.Code.INVALID_ARGUMENT,
          "Invalid resource name given (name=projects/demo/topics/1)");
      fails(
          () -> topics.publish(present, List.of(PubsubMessage.getDefaultInstance())),
          StatusCode.Code.INVALID_ARGUMENT,
          "non-empty data field");
    }
  }

  @Test
  void publishesOverHttpJson() {
    TopicName topic = TopicName.of(Clients.PROJECT, "over-http");
    overHttp.createTopic(topic);
    String subscription = create(Clients.subscription("over-http-pull", topic)).getName();
    var message =
        PubsubMessage.newBuilder()
            .setData(ByteString.copyFromUtf8("a"))
            .putAttributes("ce-type", "dev.aidemo.request.v1")
            .build();
    String id = overHttp.publish(topic, List.of(message)).getMessageIds(0);

    var received = clients.subscriptions().pull(subscription, 1).getReceivedMessages(0);
    assertThat(received.getMessage().getMessageId()).isEqualTo(id);
    assertThat(received.getMessage().getAttributesMap())
        .containsEntry("ce-type", "dev.aidemo.request.v1");
    assertThat(received.getMessage().hasPublishTime()).isTrue();
  }

  @Test
  void listsTopicsPageByPage() {
    for (String name : List.of("page-b", "page-c", "page-a")) {
      clients.topics().createTopic(TopicName.of("paged", name));
    }
    var request =
        ListTopicsRequest.newBuilder()
            .setProject(ProjectName.format("paged"))
            .setPageSize(2)
            .build();
    for (TopicAdminClient topics : List.of(clients.topics(), overHttp)) {
      assertThat(topics.listTopics(request).getPage().getValues())
          .extracting(Topic::getName)
          .containsExactly("projects/paged/topics/page-a", "projects/paged/topics/page-b");
      assertThat(topics.listTopics(request).iterateAll()).hasSize(3);
    }
  }

  @Test
  void keepsTheSubscriptionsOfADeletedTopic() {
    TopicName topic = clients.createTopic("doomed");
    String subscription = create(Clients.subscription("doomed-pull", topic)).getName();
    assertThat(clients.topics().listTopicSubscriptions(topic).iterateAll())
        .containsExactly(subscription);
    clients.topics().deleteTopic(topic);

    assertThat(clients.subscriptions().getSubscription(subscription).getTopic())
        .isEqualTo("_deleted-topic_");
  }

  @Test
  void fillsInTheDefaultsOfASubscription() {
    TopicName topic = clients.createTopic("defaults");
    Subscription created =
        create(
            Clients.subscription("defaults-pull", topic)
                .setRetryPolicy(RetryPolicy.getDefaultInstance())
                .setDeadLetterPolicy(
                    DeadLetterPolicy.newBuilder().setDeadLetterTopic(topic.toString())));

    assertThat(created.getAckDeadlineSeconds()).isEqualTo(10);
    assertThat(created.getRetryPolicy().getMinimumBackoff()).isEqualTo(Durations.fromSeconds(10));
    assertThat(created.getRetryPolicy().getMaximumBackoff()).isEqualTo(Durations.fromSeconds(600));
    assertThat(created.getDeadLetterPolicy().getMaxDeliveryAttempts()).isEqualTo(5);
    assertThat(clients.subscriptions().getSubscription(created.getName())).isEqualTo(created);
  }

  @Test
  void refusesSettingsOutOfRange() {
    TopicName topic = clients.createTopic("range");
    var subscription = Clients.subscription("range-pull", topic);

    fails(
        () -> create(subscription.clone().setAckDeadlineSeconds(9)),
        StatusCode.Code.INVALID_ARGUMENT,
        "Invalid ack_deadline_seconds given: 9. It must be between 10 and 600.");
    fails(
        () ->
            create(
                subscription
                    .clone()
                    .setDeadLetterPolicy(
                        DeadLetterPolicy.newBuilder()
                            .setDeadLetterTopic(topic.toString())
                            .setMaxDeliveryAttempts(4))),
        StatusCode.Code.INVALID_ARGUMENT,
        "max_delivery_attempts");
    fails(
        () ->
            create(
                subscription
                    .clone()
                    .setDeadLetterPolicy(
                        DeadLetterPolicy.newBuilder()
                            .setDeadLetterTopic("projects/demo/topics/absent"))),
        StatusCode.Code.NOT_FOUND,
        "absent");
    fails(
        () ->
            create(
                subscription
                    .clone()
                    .setPushConfig(PushConfig.newBuilder().setPushEndpoint("nowhere"))),
        StatusCode.Code.INVALID_ARGUMENT,
        "Invalid push endpoint given (endpoint=nowhere).");
    fails(
        () ->
            create(
                subscription
                    .clone()
                    .setPushConfig(
                        PushConfig.newBuilder()
                            .setPushEndpoint("http://127.0.0.1:1")
                            .putAttributes("x-max-outstanding", "0"))),
        StatusCode.Code.INVALID_ARGUMENT,
        "x-max-outstanding");
    for (String endpoint :
        List.of("http://127.0.0.1:99999/", "http://me:secret@127.0.0.1/", "ftp://127.0.0.1/")) {
      fails(
          () ->
              create(
                  subscription
                      .clone()
                      .setPushConfig(PushConfig.newBuilder().setPushEndpoint(endpoint))),
          StatusCode.Code.INVALID_ARGUMENT,
          "Invalid push endpoint given (endpoint=" + endpoint + ").");
    }
  }

  @Test
  void updatesOnlyTheMaskedFields() throws Exception {
    TopicName topic = clients.createTopic("updated");
    Subscription before =
        create(Clients.subscription("updated-pull", topic).putLabels("owner", "us"));
    var request =
        UpdateSubscriptionRequest.newBuilder()
            .setSubscription(
                Subscription.newBuilder()
                    .setName(before.getName())
                    .setAckDeadlineSeconds(60)
                    .setFilter("ignored"))
            .setUpdateMask(FieldMask.newBuilder().addPaths("ack_deadline_seconds"))
            .build();
    Subscription after = clients.subscriptions().updateSubscription(request);

    assertThat(after).isEqualTo(before.toBuilder().setAckDeadlineSeconds(60).build());
    try (var overHttp = Clients.subscriptionsOverHttp(server)) {
      assertThat(overHttp.updateSubscription(request)).isEqualTo(after);
    }
    fails(
        () ->
            clients
                .subscriptions()
                .updateSubscription(
                    request.toBuilder().setUpdateMask(FieldMask.getDefaultInstance()).build()),
        StatusCode.Code.INVALID_ARGUMENT,
        "update_mask");
  }

  @Test
  void forgetsADeletedSubscription() {
    TopicName topic = clients.createTopic("forgotten");
    String subscription = create(Clients.subscription("forgotten-pull", topic)).getName();
    clients.subscriptions().deleteSubscription(subscription);

    fails(
        () -> clients.subscriptions().getSubscription(subscription),
        StatusCode.Code.NOT_FOUND,
        "forgotten-pull");
    assertThat(
            clients.subscriptions().listSubscriptions(ProjectName.of(Clients.PROJECT)).iterateAll())
        .extracting(Subscription::getName)
        .doesNotContain(subscription);
  }
}
