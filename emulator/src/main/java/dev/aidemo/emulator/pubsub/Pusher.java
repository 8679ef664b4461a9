package dev.aidemo.emulator.pubsub;

import com.linecorp.armeria.client.RequestOptions;
import com.linecorp.armeria.client.ResponseTimeoutMode;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.SessionProtocol;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts a subscription's messages to its endpoint: as many at once as its settings allow, never on
 * a caller's thread. What the endpoint does not confirm before the acknowledgement deadline is
 * tried again.
 */
final class Pusher implements Receiver {
  private static final Logger log = LoggerFactory.getLogger(Pusher.class);

  /**
   * @see <a href="https://cloud.google.com/pubsub/docs/push#receive_push">Receive push messages</a>
   */
  private static final Set<Integer> ACKNOWLEDGING = Set.of(102, 200, 201, 202, 204);

  private final LiveSubscription subscription;
  private final PushSettings push;
  private final String path;
  private final WebClient client;
  private final Semaphore slots;
  private final Signal signal;
  private volatile boolean ended;

  Pusher(LiveSubscription subscription, PushSettings push, Workers workers) {
    this.subscription = subscription;
    this.push = push;
    URI endpoint = URI.create(push.endpoint());
    this.path = path(endpoint);
    this.client =
        WebClient.builder(protocol(endpoint).uriText() + "://" + endpoint.getRawAuthority())
            .factory(workers.connections())
            // A large body to a slow reader takes longer than the default second.
            .writeTimeout(Duration.ZERO)
            .responseTimeoutMode(ResponseTimeoutMode.FROM_START)
            .build();
    this.slots = new Semaphore(push.maximumOutstanding());
    this.signal = new Signal(workers.delivery(), this::pump);
  }

  @Override
  public void wake() {
    signal.raise();
  }

  @Override
  public void end() {
    ended = true;
  }

  /**
   * One at a time: otherwise one pump could take the slot that another needs, and drop its call.
   */
  private synchronized void pump() {
    while (!ended && slots.tryAcquire()) {
      Duration deadline = subscription.ackDeadline();
      var next = subscription.backlog().lease(1, Long.MAX_VALUE, deadline, ended -> {});
      if (next.isEmpty()) {
        slots.release();
        return;
      }
      send(next.get(0), deadline);
    }
  }

  private void send(Delivery delivery, Duration deadline) {
    var unused =
        client
            .execute(
                push.format().request(path, subscription.settings(), delivery),
                RequestOptions.builder().responseTimeout(deadline).build())
            .aggregate()
            .handle(
                (response, failure) -> {
                  finish(delivery, response, failure);
                  return null;
                });
  }

  private void finish(
      Delivery delivery, @Nullable AggregatedHttpResponse response, @Nullable Throwable failure) {
    if (response != null && ACKNOWLEDGING.contains(response.status().code())) {
      subscription.backlog().acknowledge(delivery.ackId());
    } else {
      log.debug(
          "Message {} was not accepted by {}, attempt {}: {}",
          delivery.message().getMessageId(),
          push.endpoint(),
          delivery.attempt(),
          response == null ? failure : response.status());
      subscription.backlog().nack(delivery.ackId());
    }
    slots.release();
    wake();
  }

  /** HTTP/1.1 from the start: the functions' server speaks nothing else without TLS. */
  private static SessionProtocol protocol(URI endpoint) {
    return "https".equals(endpoint.getScheme()) ? SessionProtocol.H1 : SessionProtocol.H1C;
  }

  private static String path(URI endpoint) {
    String path = endpoint.getRawPath().isEmpty() ? "/" : endpoint.getRawPath();
    return endpoint.getRawQuery() == null ? path : path + "?" + endpoint.getRawQuery();
  }
}
