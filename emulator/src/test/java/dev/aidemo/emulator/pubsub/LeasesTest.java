package dev.aidemo.emulator.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.pubsub.v1.PubsubMessage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeasesTest {
  private static final Delivery DELIVERY =
      new Delivery("ack", PubsubMessage.getDefaultInstance(), 1);

  private final Workers workers = new Workers();
  private final List<Leases.Lease> expired = new CopyOnWriteArrayList<>();
  private final Leases leases = new Leases(workers, expired::add);

  @AfterEach
  void stop() {
    workers.close();
  }

  @Test
  void anExtensionHoldsEvenIfTheDeadlinePassesMeanwhile() throws InterruptedException {
    leases.start(DELIVERY, Duration.ofMillis(20), ended -> {});
    synchronized (leases) {
      // The deadline has passed, and its consequences wait for the lock.
      Thread.sleep(100);
      leases.extend("ack", Duration.ofMinutes(1));
    }

    Thread.sleep(100);
    assertThat(expired).isEmpty();
    assertThat(leases.end("ack")).isNotNull();
  }
}
