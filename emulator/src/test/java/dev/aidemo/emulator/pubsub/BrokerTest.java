package dev.aidemo.emulator.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.Topic;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BrokerTest {
  private static final String TOPIC = "projects/p/topics/topic";
  private static final String NAME = "projects/p/subscriptions/subscription";

  @Test
  void losesNoneOfTwoChangesAtTheSameTime() throws Exception {
    try (var workers = new Workers();
        var broker = new Broker(workers)) {
      broker.createTopic(Topic.newBuilder().setName(TOPIC).build());
      broker.createSubscription(Subscription.newBuilder().setName(NAME).setTopic(TOPIC).build());
      var other = new CompletableFuture<Subscription>();
      broker.updateSubscription(
          NAME,
          current -> {
            other.completeAsync(() -> broker.updateSubscription(NAME, BrokerTest::labelled));
            // Time for the other change to begin.
            sleep(100);
            return current.toBuilder().setAckDeadlineSeconds(60).build();
          });
      other.get(10, TimeUnit.SECONDS);

      Subscription changed = broker.subscription(NAME).settings();
      assertThat(changed.getAckDeadlineSeconds()).isEqualTo(60);
      assertThat(changed.getLabelsMap()).containsEntry("a", "b");
    }
  }

  private static Subscription labelled(Subscription current) {
    return current.toBuilder().putLabels("a", "b").build();
  }

  private static void sleep(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
