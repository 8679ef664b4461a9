package dev.aidemo.emulator.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.core.ApiFuture;
import com.google.api.core.ApiFutures;
import com.google.cloud.pubsub.v1.Publisher;
import com.google.protobuf.ByteString;
import com.google.protobuf.util.Durations;
import com.google.pubsub.v1.DeadLetterPolicy;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.PushConfig;
import com.google.pubsub.v1.RetryPolicy;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.TopicName;
import com.linecorp.armeria.common.HttpResponse;
import dev.aidemo.emulator.Emulator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PushIT {
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

  private static String subscribe(TopicName topic, String name, PushConfig.Builder push) {
    return create(Clients.subscription(name, topic).setPushConfig(push));
  }

  private static String create(Subscription.Builder subscription) {
    return clients.subscriptions().createSubscription(subscription.build()).getName();
  }

  private static RetryPolicy backoff(long minimumMillis, long maximumMillis) {
    return RetryPolicy.newBuilder()
        .setMinimumBackoff(Durations.fromMillis(minimumMillis))
        .setMaximumBackoff(Durations.fromMillis(maximumMillis))
        .build();
  }

  private static String publish(TopicName topic, String data) {
    var message = PubsubMessage.newBuilder().setData(ByteString.copyFromUtf8(data)).build();
    return clients.topics().publish(topic, List.of(message)).getMessageIds(0);
  }

  @Test
  void pushesTwoThousandMessagesOnceEachInBoundedTime() throws Exception {
    try (var endpoint = Endpoint.answering(request -> HttpResponse.of(200))) {
      var topic = clients.createTopic("many");
      subscribe(topic, "many-push", Clients.push(endpoint));
      Publisher publisher = clients.publisher(topic);
      long start = System.nanoTime();
      List<ApiFuture<String>> published = new ArrayList<>();
      for (int i = 0; i < 2000; i++) {
        var data = ByteString.copyFromUtf8("message " + i);
        published.add(publisher.publish(PubsubMessage.newBuilder().setData(data).build()));
      }
      List<String> ids = ApiFutures.allAsList(published).get(10, TimeUnit.SECONDS);

      Eventually.within(Duration.ofSeconds(15), () -> endpoint.requests().size() >= 2000);
      System.out.printf(
          "2000 publishes pushed within %d ms%n", (System.nanoTime() - start) / 1_000_000);
      Thread.sleep(300);
      assertThat(endpoint.requests())
          .extracting(request -> request.headers().get("ce-id"))
          .containsExactlyInAnyOrderElementsOf(ids);
      publisher.shutdown();
    }
  }

  @Test
  void pushesWithinMillisecondsWhenIdle() throws Exception {
    try (var endpoint = Endpoint.answering(request -> HttpResponse.of(204))) {
      var topic = clients.createTopic("idle");
      subscribe(topic, "idle-push", Clients.push(endpoint));
      List<Long> delays = new ArrayList<>();
      for (int i = 1; i <= 50; i++) {
        publish(topic, "a");
        long published = System.nanoTime();
        int expected = i;
        Eventually.soon(() -> endpoint.requests().size() == expected);
        delays.add((System.nanoTime() - published) / 1_000_000);
      }
      System.out.println(
          "publish to push when idle, in ms, sorted: " + delays.stream().sorted().toList());
      assertThat(delays.stream().sorted().toList().get(25)).isLessThan(20);
    }
  }

  @Test
  void repeatsAFailedPushWithExponentialBackoff() throws Exception {
    var answers = new AtomicInteger();
    List<Long> times = Collections.synchronizedList(new ArrayList<>());
    try (var endpoint =
        Endpoint.answering(
            request -> {
              times.add(System.nanoTime());
              return HttpResponse.of(answers.incrementAndGet() < 4 ? 500 : 200);
            })) {
      var topic = clients.createTopic("retry");
      create(
          Clients.subscription("retry-push", topic)
              .setPushConfig(Clients.push(endpoint))
              .setRetryPolicy(backoff(100, 250)));
      publish(topic, "a");

      Eventually.soon(() -> times.size() == 4);
      Thread.sleep(500);
      assertThat(times).hasSize(4);
      assertThat((times.get(1) - times.get(0)) / 1_000_000).isGreaterThanOrEqualTo(100);
      assertThat((times.get(2) - times.get(1)) / 1_000_000).isGreaterThanOrEqualTo(200);
      assertThat((times.get(3) - times.get(2)) / 1_000_000).isGreaterThanOrEqualTo(250);
    }
  }

  @Test
  void takesOnlyTheDocumentedStatusesForAnAcknowledgement() throws Exception {
    var answers = new AtomicInteger();
    try (var endpoint =
        Endpoint.answering(
            request -> HttpResponse.of(answers.incrementAndGet() == 1 ? 206 : 202))) {
      var topic = clients.createTopic("partial");
      create(
          Clients.subscription("partial-push", topic)
              .setPushConfig(Clients.push(endpoint))
              .setRetryPolicy(backoff(10, 10)));
      publish(topic, "a");

      Eventually.soon(() -> answers.get() == 2);
      Thread.sleep(200);
      assertThat(answers).hasValue(2);
    }
  }

  @Test
  void deliversToAnEndpointThatWasDown() throws Exception {
    var topic = clients.createTopic("down");
    String url;
    try (var endpoint = Endpoint.answering(request -> HttpResponse.of(200))) {
      url = endpoint.url();
    }
    String subscription =
        subscribe(topic, "down-push", PushConfig.newBuilder().setPushEndpoint(url));
    publish(topic, "a");
    Thread.sleep(150);
    try (var endpoint = Endpoint.answering(request -> HttpResponse.of(200))) {
      clients.subscriptions().modifyPushConfig(subscription, Clients.push(endpoint).build());
      Eventually.soon(() -> endpoint.requests().size() == 1);
    }
  }

  @Test
  void forwardsToTheDeadLetterTopicAfterTheLastAttempt() throws Exception {
    try (var endpoint = Endpoint.answering(request -> HttpResponse.of(500))) {
      var topic = clients.createTopic("poisoned");
      var deadLetters = clients.createTopic("dead-letter");
      String dead = create(Clients.subscription("dead-pull", deadLetters));
      create(
          Clients.subscription("poisoned-push", topic)
              .setPushConfig(Clients.push(endpoint))
              .setRetryPolicy(backoff(5, 5))
              .setDeadLetterPolicy(
                  DeadLetterPolicy.newBuilder()
                      .setDeadLetterTopic(deadLetters.toString())
                      .setMaxDeliveryAttempts(5)));
      var message =
          PubsubMessage.newBuilder()
              .setData(ByteString.copyFromUtf8("poison"))
              .putAttributes("ours", "kept")
              .build();
      String id = clients.topics().publish(topic, List.of(message)).getMessageIds(0);

      var forwarded = clients.subscriptions().pull(dead, 10).getReceivedMessagesList();
      assertThat(forwarded).hasSize(1);
      assertThat(forwarded.get(0).getMessage().getData().toStringUtf8()).isEqualTo("poison");
      assertThat(forwarded.get(0).getMessage().getMessageId()).isNotEqualTo(id);
      Map<String, String> attributes = forwarded.get(0).getMessage().getAttributesMap();
      assertThat(attributes)
          .containsEntry("ours", "kept")
          .containsEntry("CloudPubSubDeadLetterSourceDeliveryCount", "5")
          .containsEntry("CloudPubSubDeadLetterSourceSubscription", "poisoned-push")
          .containsEntry("CloudPubSubDeadLetterSourceSubscriptionProject", Clients.PROJECT);
      assertThat(attributes.get("CloudPubSubDeadLetterSourceTopicPublishTime"))
          .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}\\+00:00");
      assertThat(endpoint.requests()).hasSize(5);
      assertThat(endpoint.requests().get(4).contentUtf8()).contains("\"deliveryAttempt\":5");
    }
  }

  @Test
  void hasNoMorePushesOutstandingThanAllowed() throws Exception {
    try (var endpoint =
        Endpoint.answering(
            request -> HttpResponse.delayed(HttpResponse.of(200), Duration.ofMillis(20)))) {
      var topic = clients.createTopic("bounded");
      subscribe(topic, "one-push", Clients.push(endpoint).putAttributes("x-max-outstanding", "1"));
      for (int i = 0; i < 20; i++) {
        publish(topic, "a");
      }
      Eventually.soon(() -> endpoint.requests().size() == 20);
      assertThat(endpoint.mostRunning()).isEqualTo(1);
    }
  }

  @Test
  void hasFourPushesOutstandingUnlessToldOtherwise() throws Exception {
    try (var endpoint =
        Endpoint.answering(
            request -> HttpResponse.delayed(HttpResponse.of(200), Duration.ofMillis(100)))) {
      var topic = clients.createTopic("default-bound");
      subscribe(topic, "four-push", Clients.push(endpoint));
      var message = PubsubMessage.newBuilder().setData(ByteString.copyFromUtf8("a")).build();
      // In one request: on a busy machine, single publishes may never queue up.
      clients.topics().publish(topic, Collections.nCopies(20, message));
      Eventually.soon(() -> endpoint.requests().size() == 20);
      assertThat(endpoint.mostRunning()).isEqualTo(4);
    }
  }

  @Test
  void aSlowSubscriptionDoesNotHoldUpAnother() throws Exception {
    try (var slow =
            Endpoint.answering(
                request -> HttpResponse.delayed(HttpResponse.of(200), Duration.ofSeconds(20)));
        var fast = Endpoint.answering(request -> HttpResponse.of(200))) {
      var topic = clients.createTopic("fan-out");
      subscribe(topic, "slow-push", Clients.push(slow));
      subscribe(topic, "fast-push", Clients.push(fast));
      for (int i = 0; i < 50; i++) {
        publish(topic, "a");
      }
      Eventually.soon(() -> fast.requests().size() == 50);
    }
  }

  @Test
  void stopsPushingWhenTheSubscriptionIsDeleted() throws Exception {
    try (var endpoint =
        Endpoint.answering(
            request -> HttpResponse.delayed(HttpResponse.of(200), Duration.ofMillis(50)))) {
      var topic = clients.createTopic("deleted");
      String subscription =
          subscribe(
              topic,
              "deleted-push",
              Clients.push(endpoint).putAttributes("x-max-outstanding", "1"));
      for (int i = 0; i < 20; i++) {
        publish(topic, "a");
      }
      Eventually.soon(() -> !endpoint.requests().isEmpty());
      clients.subscriptions().deleteSubscription(subscription);
      int pushed = endpoint.requests().size();
      Thread.sleep(200);
      assertThat(endpoint.requests().size()).isLessThanOrEqualTo(pushed + 1);
    }
  }

  @Test
  void pushesTheLargestMessage() throws Exception {
    try (var endpoint = Endpoint.answering(request -> HttpResponse.of(200))) {
      var topic = clients.createTopic("large");
      subscribe(topic, "large-push", Clients.push(endpoint));
      byte[] data = new byte[10_000_000];
      Arrays.fill(data, (byte) 'x');
      var message = PubsubMessage.newBuilder().setData(ByteString.copyFrom(data)).build();
      clients.topics().publish(topic, List.of(message));

      Eventually.soon(() -> endpoint.requests().size() == 1);
      assertThat(endpoint.requests().get(0).contentUtf8())
          .hasSizeGreaterThan(13_333_333)
          .startsWith("{\"message\":{\"data\":\"eHh4");
    }
  }

  @Test
  void pushesAsGooglesEmulatorDoesWhenAsked() throws Exception {
    try (var endpoint = Endpoint.answering(request -> HttpResponse.of(200))) {
      var topic = clients.createTopic("emulated");
      subscribe(
          topic,
          "emulated-push",
          Clients.push(endpoint).putAttributes("x-push-format", "emulator"));
      publish(topic, "a");

      Eventually.soon(() -> endpoint.requests().size() == 1);
      assertThat(endpoint.requests().get(0).headers().get("ce-id")).isNull();
    }
  }
}
