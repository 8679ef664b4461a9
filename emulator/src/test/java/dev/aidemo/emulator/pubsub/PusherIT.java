package dev.aidemo.emulator.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.Subscription;
import com.linecorp.armeria.common.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** With an acknowledgement deadline that is shorter than Google allows. */
class PusherIT {
  @Test
  void repeatsAPushThatIsNotAnsweredBeforeTheDeadline() throws Exception {
    try (var workers = new Workers();
        var endpoint =
            Endpoint.answering(
                request -> HttpResponse.delayed(HttpResponse.of(200), Duration.ofMinutes(1)))) {
      var settings =
          Subscription.newBuilder()
              .setName("s")
              .setAckDeadlineSeconds(1)
              .setPushConfig(Clients.push(endpoint).putAttributes("x-max-outstanding", "1"))
              .build();
      var subscription = new LiveSubscription(workers, settings, (failed, current) -> false);
      long start = System.nanoTime();
      subscription
          .backlog()
          .add(PubsubMessage.newBuilder().setData(ByteString.copyFromUtf8("a")).build());

      Eventually.soon(() -> endpoint.requests().size() == 2);
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(Duration.ofMillis(1000), Duration.ofSeconds(5));
      subscription.close();
    }
  }
}
