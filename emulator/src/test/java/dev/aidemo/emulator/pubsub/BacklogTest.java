package dev.aidemo.emulator.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.util.Durations;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.RetryPolicy;
import com.google.pubsub.v1.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BacklogTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final Workers workers = new Workers();
  private final List<Delivery> dead = new CopyOnWriteArrayList<>();
  private Subscription settings = Subscription.newBuilder().setName("s").build();
  private boolean takesDeadLetters;
  private final Backlog backlog =
      new Backlog(
          workers, () -> settings, (failed, subscription) -> takesDeadLetters && dead.add(failed));

  @AfterEach
  void stop() {
    workers.close();
  }

  private static PubsubMessage message(String data) {
    return PubsubMessage.newBuilder().setData(ByteString.copyFromUtf8(data)).build();
  }

  private List<Delivery> lease(int maximum, Duration deadline) {
    return backlog.lease(maximum, Long.MAX_VALUE, deadline, ended -> {});
  }

  private static List<String> data(List<Delivery> deliveries) {
    return deliveries.stream().map(d -> d.message().getData().toStringUtf8()).toList();
  }

  @Test
  void leasesTheOldestFirstAndNothingTwice() {
    backlog.add(message("a"));
    backlog.add(message("b"));
    backlog.add(message("c"));

    assertThat(data(lease(2, LONG))).containsExactly("a", "b");
    assertThat(data(lease(2, LONG))).containsExactly("c");
    assertThat(lease(2, LONG)).isEmpty();
  }

  @Test
  void limitsTheBytesOfOneLeaseButAlwaysLeasesOne() {
    backlog.add(message("x".repeat(100)));
    backlog.add(message("y".repeat(100)));

    assertThat(backlog.lease(9, 50, LONG, ended -> {})).hasSize(1);
    assertThat(backlog.lease(9, 50, LONG, ended -> {})).hasSize(1);
  }

  @Test
  void countsAttemptsAndGivesEachDeliveryANewId() {
    backlog.add(message("a"));
    Delivery first = lease(1, LONG).get(0);
    backlog.nack(first.ackId());
    Delivery second = lease(1, LONG).get(0);

    assertThat(first.attempt()).isEqualTo(1);
    assertThat(second.attempt()).isEqualTo(2);
    assertThat(second.ackId()).isNotEqualTo(first.ackId());
  }

  @Test
  void ignoresTheAcknowledgementOfADeliveryThatHasEnded() {
    backlog.add(message("a"));
    Delivery first = lease(1, LONG).get(0);
    backlog.nack(first.ackId());
    backlog.acknowledge(first.ackId());

    assertThat(lease(1, LONG)).hasSize(1);
  }

  @Test
  void redeliversWhatIsNotAcknowledgedBeforeTheDeadline() throws InterruptedException {
    backlog.add(message("a"));
    lease(1, Duration.ofMillis(50));

    assertThat(lease(1, LONG)).isEmpty();
    List<Delivery> again = new ArrayList<>();
    Eventually.soon(() -> again.addAll(lease(1, LONG)));
    assertThat(again.get(0).attempt()).isEqualTo(2);
  }

  @Test
  void extendsADeadline() throws InterruptedException {
    backlog.add(message("a"));
    backlog.modifyDeadline(lease(1, Duration.ofMillis(50)).get(0).ackId(), 60);

    Thread.sleep(150);
    assertThat(lease(1, LONG)).isEmpty();
  }

  @Test
  void waitsForTheBackoffBeforeTheNextAttempt() throws InterruptedException {
    settings =
        settings.toBuilder()
            .setRetryPolicy(
                RetryPolicy.newBuilder()
                    .setMinimumBackoff(Durations.fromMillis(100))
                    .setMaximumBackoff(Durations.fromMillis(100)))
            .build();
    backlog.add(message("a"));
    long start = System.nanoTime();
    backlog.nack(lease(1, LONG).get(0).ackId());

    Eventually.soon(() -> !lease(1, LONG).isEmpty());
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(99));
  }

  @Test
  void forgetsWhatBecameADeadLetter() {
    takesDeadLetters = true;
    backlog.add(message("a"));
    backlog.nack(lease(1, LONG).get(0).ackId());

    assertThat(dead).hasSize(1);
    assertThat(lease(1, LONG)).isEmpty();
  }

  @Test
  void tellsTheEndOfADeliveryOnce() {
    List<Delivery> ended = new ArrayList<>();
    backlog.add(message("a"));
    Delivery delivery = backlog.lease(1, Long.MAX_VALUE, LONG, ended::add).get(0);
    backlog.acknowledge(delivery.ackId());
    backlog.acknowledge(delivery.ackId());

    assertThat(ended).containsExactly(delivery);
  }

  @Test
  void hasNoMessagesAfterItIsClosed() {
    backlog.add(message("a"));
    backlog.add(message("b"));
    Delivery out = lease(1, LONG).get(0);
    backlog.close();
    backlog.nack(out.ackId());
    backlog.add(message("c"));

    assertThat(lease(9, LONG)).isEmpty();
  }
}
