package dev.aidemo.emulator.pubsub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.gax.batching.FlowControlSettings;
import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.BidiStream;
import com.google.api.gax.rpc.StatusCode;
import com.google.cloud.pubsub.v1.MessageReceiver;
import com.google.cloud.pubsub.v1.Subscriber;
import com.google.protobuf.ByteString;
import com.google.pubsub.v1.DeadLetterPolicy;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.PullRequest;
import com.google.pubsub.v1.PushConfig;
import com.google.pubsub.v1.ReceivedMessage;
import com.google.pubsub.v1.StreamingPullRequest;
import com.google.pubsub.v1.StreamingPullResponse;
import com.google.pubsub.v1.TopicName;
import com.linecorp.armeria.common.HttpResponse;
import dev.aidemo.emulator.Emulator;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PullIT {
  private static Emulator server;
  private static Clients clients;

  @BeforeAll
  static void start() throws Exception {
    server = Emulator.start(0);
    clients = new Clients(server);
  }

  @AfterAll
  static void stop() {
    clients.close();
    server.close();
  }

  private static String subscribe(TopicName topic) {
    return clients
        .subscriptions()
        .createSubscription(Clients.subscription(topic.getTopic() + "-pull", topic).build())
        .getName();
  }

  private static void publish(TopicName topic, String data) {
    var message = PubsubMessage.newBuilder().setData(ByteString.copyFromUtf8(data)).build();
    clients.topics().publish(topic, List.of(message));
  }

  @SuppressWarnings("deprecation") // the only way to ask without waiting
  private static List<ReceivedMessage> pullAtOnce(String subscription) {
    var request =
        PullRequest.newBuilder()
            .setSubscription(subscription)
            .setMaxMessages(100)
            .setReturnImmediately(true)
            .build();
    return clients.subscriptions().pullCallable().call(request).getReceivedMessagesList();
  }

  @Test
  void doesNotRedeliverWhatIsAcknowledged() {
    var topic = clients.createTopic("acknowledged");
    String subscription = subscribe(topic);
    publish(topic, "a");
    var received = pullAtOnce(subscription);
    assertThat(received).hasSize(1);
    assertThat(received.get(0).getDeliveryAttempt()).isZero();
    clients.subscriptions().acknowledge(subscription, List.of(received.get(0).getAckId()));
    clients.subscriptions().modifyAckDeadline(subscription, List.of(received.get(0).getAckId()), 0);

    assertThat(pullAtOnce(subscription)).isEmpty();
  }

  @Test
  void redeliversAtOnceWhatIsNacked() {
    var topic = clients.createTopic("nacked-once");
    String subscription = subscribe(topic);
    publish(topic, "a");
    String ackId = pullAtOnce(subscription).get(0).getAckId();
    assertThat(pullAtOnce(subscription)).isEmpty();
    clients.subscriptions().modifyAckDeadline(subscription, List.of(ackId), 0);

    assertThat(pullAtOnce(subscription)).hasSize(1);
  }

  @Test
  void redeliversWhenTheDeadlineHasPassed() {
    var topic = clients.createTopic("expired");
    String subscription = subscribe(topic);
    publish(topic, "a");
    String ackId = pullAtOnce(subscription).get(0).getAckId();
    clients.subscriptions().modifyAckDeadline(subscription, List.of(ackId), 1);
    long start = System.nanoTime();

    assertThat(clients.subscriptions().pull(subscription, 1).getReceivedMessagesList()).hasSize(1);
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(Duration.ofMillis(900), Duration.ofSeconds(5));
  }

  @Test
  void aPullWaitsForTheNextMessage() throws Exception {
    var topic = clients.createTopic("awaited");
    String subscription = subscribe(topic);
    var pulled = CompletableFuture.supplyAsync(() -> clients.subscriptions().pull(subscription, 1));
    Thread.sleep(200);
    assertThat(pulled).isNotDone();
    publish(topic, "a");

    assertThat(pulled.get(2, TimeUnit.SECONDS).getReceivedMessagesCount()).isEqualTo(1);
  }

  @Test
  void aPullEndsWithItsSubscription() throws Exception {
    String subscription = subscribe(clients.createTopic("deleted-meanwhile"));
    var pulled = CompletableFuture.supplyAsync(() -> clients.subscriptions().pull(subscription, 1));
    Thread.sleep(200);
    clients.subscriptions().deleteSubscription(subscription);

    assertThat(pulled.get(2, TimeUnit.SECONDS).getReceivedMessagesCount()).isZero();
  }

  @Test
  void eachSubscriptionGetsEveryMessageFromItsCreationOn() {
    var topic = clients.createTopic("each");
    publish(topic, "too early");
    String first = subscribe(topic);
    String second =
        clients
            .subscriptions()
            .createSubscription(Clients.subscription("each-other", topic).build())
            .getName();
    publish(topic, "a");

    assertThat(pullAtOnce(first))
        .extracting(r -> r.getMessage().getData().toStringUtf8())
        .containsExactly("a");
    assertThat(pullAtOnce(second)).hasSize(1);
  }

  @Test
  void servesTheStreamingSubscriber() throws Exception {
    var topic = clients.createTopic("streamed");
    String subscription = subscribe(topic);
    Set<String> received = ConcurrentHashMap.newKeySet();
    var deliveries = new AtomicInteger();
    MessageReceiver receiver =
        (message, consumer) -> {
          if (deliveries.incrementAndGet() == 1) {
            consumer.nack();
          } else {
            received.add(message.getData().toStringUtf8());
            consumer.ack();
          }
        };
    Subscriber subscriber =
        Subscriber.newBuilder(subscription, receiver)
            // Fewer than there are messages: it must be refilled as they are settled.
            .setFlowControlSettings(
                FlowControlSettings.newBuilder().setMaxOutstandingElementCount(10L).build())
            .setChannelProvider(clients.transport())
            .setCredentialsProvider(NoCredentialsProvider.create())
            .build();
    subscriber.startAsync().awaitRunning();
    for (int i = 0; i < 200; i++) {
      publish(topic, "message " + i);
    }
    Eventually.soon(() -> received.size() == 200);
    subscriber.stopAsync().awaitTerminated(10, TimeUnit.SECONDS);

    assertThat(deliveries).hasValue(201);
    assertThat(pullAtOnce(subscription)).isEmpty();
  }

  @Test
  void countsTheAttemptsAndForwardsToTheDeadLetterTopic() {
    var topic = clients.createTopic("nacked");
    var deadLetters = clients.createTopic("nacked-dead-letters");
    String dead = subscribe(deadLetters);
    var settings =
        Clients.subscription("nacked-pull", topic)
            .setDeadLetterPolicy(
                DeadLetterPolicy.newBuilder()
                    .setDeadLetterTopic(deadLetters.toString())
                    .setMaxDeliveryAttempts(5))
            .build();
    String subscription = clients.subscriptions().createSubscription(settings).getName();
    publish(topic, "a");
    for (int attempt = 1; attempt <= 5; attempt++) {
      ReceivedMessage received = pullAtOnce(subscription).get(0);
      assertThat(received.getDeliveryAttempt()).isEqualTo(attempt);
      clients.subscriptions().modifyAckDeadline(subscription, List.of(received.getAckId()), 0);
    }

    assertThat(pullAtOnce(subscription)).isEmpty();
    assertThat(pullAtOnce(dead))
        .extracting(
            received ->
                received
                    .getMessage()
                    .getAttributesOrThrow("CloudPubSubDeadLetterSourceDeliveryCount"))
        .containsExactly("5");
  }

  private static BidiStream<StreamingPullRequest, StreamingPullResponse> stream(
      String subscription) {
    var stream = clients.subscriptions().streamingPullCallable().call();
    stream.send(
        StreamingPullRequest.newBuilder()
            .setSubscription(subscription)
            .setStreamAckDeadlineSeconds(10)
            .build());
    return stream;
  }

  private static void endsWith(Iterator<StreamingPullResponse> responses, StatusCode.Code code) {
    assertThatThrownBy(responses::hasNext)
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.getStatusCode().getCode()).isEqualTo(code));
  }

  @Test
  void aStreamMayChangeItsDeadline() {
    String subscription = subscribe(clients.createTopic("changed-deadline"));
    var stream = stream(subscription);
    stream.send(StreamingPullRequest.newBuilder().setStreamAckDeadlineSeconds(9).build());

    endsWith(stream.iterator(), StatusCode.Code.INVALID_ARGUMENT);
  }

  @Test
  void aStreamEndsWithItsSubscription() {
    var topic = clients.createTopic("ended");
    String subscription = subscribe(topic);
    var responses = stream(subscription).iterator();
    publish(topic, "a");
    assertThat(responses.next().getReceivedMessagesCount()).isEqualTo(1);
    clients.subscriptions().deleteSubscription(subscription);

    endsWith(responses, StatusCode.Code.NOT_FOUND);
  }

  @Test
  void aStreamEndsWhenItsSubscriptionIsChangedToPush() throws Exception {
    var topic = clients.createTopic("switched");
    String subscription = subscribe(topic);
    var responses = stream(subscription).iterator();
    publish(topic, "a");
    assertThat(responses.next().getReceivedMessagesCount()).isEqualTo(1);
    try (var endpoint = Endpoint.answering(request -> HttpResponse.of(200))) {
      clients.subscriptions().modifyPushConfig(subscription, Clients.push(endpoint).build());
      publish(topic, "b");

      endsWith(responses, StatusCode.Code.FAILED_PRECONDITION);
      Eventually.soon(() -> endpoint.requests().size() == 1);
    }
  }

  @Test
  void refusesToPullFromAPushSubscription() {
    var topic = clients.createTopic("pushed");
    var settings =
        Clients.subscription("pushed-push", topic)
            .setPushConfig(PushConfig.newBuilder().setPushEndpoint("http://127.0.0.1:1/"))
            .build();
    String subscription = clients.subscriptions().createSubscription(settings).getName();

    assertThatThrownBy(() -> pullAtOnce(subscription))
        .isInstanceOfSatisfying(
            ApiException.class,
            e ->
                assertThat(e.getStatusCode().getCode())
                    .isEqualTo(StatusCode.Code.FAILED_PRECONDITION));
  }
}
