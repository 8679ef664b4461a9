package dev.aidemo.emulator.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Durations;
import com.google.pubsub.v1.PushConfig;
import com.google.pubsub.v1.RetryPolicy;
import com.google.pubsub.v1.Subscription;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryDelayTest {
  @Test
  void doublesFromTheMinimumToTheMaximum() {
    var subscription =
        Subscription.newBuilder()
            .setRetryPolicy(
                RetryPolicy.newBuilder()
                    .setMinimumBackoff(Durations.fromSeconds(1))
                    .setMaximumBackoff(Durations.fromSeconds(6)))
            .build();

    assertThat(RetryDelay.after(1, subscription)).isEqualTo(Duration.ofSeconds(1));
    assertThat(RetryDelay.after(2, subscription)).isEqualTo(Duration.ofSeconds(2));
    assertThat(RetryDelay.after(3, subscription)).isEqualTo(Duration.ofSeconds(4));
    assertThat(RetryDelay.after(4, subscription)).isEqualTo(Duration.ofSeconds(6));
    assertThat(RetryDelay.after(1_000_000, subscription)).isEqualTo(Duration.ofSeconds(6));
  }

  @Test
  void doesNotDelayAPullWithoutAPolicy() {
    assertThat(RetryDelay.after(3, Subscription.getDefaultInstance())).isZero();
  }

  @Test
  void slowsDownAPushWithoutAPolicy() {
    var subscription =
        Subscription.newBuilder()
            .setPushConfig(PushConfig.newBuilder().setPushEndpoint("http://127.0.0.1:1/"))
            .build();

    assertThat(RetryDelay.after(1, subscription)).isEqualTo(Duration.ofMillis(100));
    assertThat(RetryDelay.after(99, subscription)).isEqualTo(Duration.ofSeconds(60));
  }
}
