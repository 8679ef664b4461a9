package dev.aidemo.emulator.pubsub;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.RequestOptions;
import com.linecorp.armeria.client.ResponseTimeoutMode;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.SessionProtocol;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts a subscription's messages to its endpoint: as many at a time as its settings allow, never
 * on a caller's thread. What the endpoint does not acknowledge before the deadline is redelivered.
 */
final class Pusher implements Receiver {
  private static final Logger log = LoggerFactory.getLogger(Pusher.class);

  /**
   * @see <a href="https://cloud.google.com/pubsub/docs/push#receive_push">Receive push messages</a>
   */
  private static final Set<Integer> ACKNOWLEDGING_STATUSES = Set.of(102, 200, 201, 202, 204);

  private final LiveSubscription subscription;
  private final PushSettings settings;
  private final URI endpoint;
  private final Workers workers;
  private final Semaphore slots;
  private final Signal signal;
  private volatile boolean ended;

  @GuardedBy("this")
  private @Nullable WebClient client;

  Pusher(LiveSubscription subscription, PushSettings settings, Workers workers) {
    this.subscription = subscription;
    this.settings = settings;
    this.endpoint = URI.create(settings.endpoint());
    this.workers = workers;
    this.slots = new Semaphore(settings.maxOutstanding());
    this.signal = new Signal(workers.delivery(), this::push);
    // While nobody waits: the first client loads half a second of classes.
    workers.delivery().execute(this::client);
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
   * Pushes until there is no message or no slot. Runs on one thread at a time: if it found no slot
   * while another thread held the last one, about to return it unused, the message would stay.
   */
  private synchronized void push() {
    while (!ended && slots.tryAcquire()) {
      Duration deadline = subscription.ackDeadline();
      List<Delivery> next =
          subscription.backlog().lease(1, Long.MAX_VALUE, deadline, delivery -> {});
      if (next.isEmpty()) {
        slots.release();
        return;
      }
      send(next.get(0), deadline);
    }
  }

  private synchronized void send(Delivery delivery, Duration deadline) {
    var unused =
        client()
            .execute(
                settings.format().request(path(endpoint), subscription.settings(), delivery),
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
    if (response != null && ACKNOWLEDGING_STATUSES.contains(response.status().code())) {
      subscription.backlog().acknowledge(delivery.ackId());
    } else {
      log.debug(
          "{} did not acknowledge message {}, attempt {}: {}",
          endpoint,
          delivery.message().getMessageId(),
          delivery.attempt(),
          response == null ? failure : response.status());
      subscription.backlog().nack(delivery.ackId());
    }
    slots.release();
    wake();
  }

  private synchronized WebClient client() {
    if (client == null) {
      client = client(workers.pushConnections(), endpoint);
    }
    return client;
  }

  private static WebClient client(ClientFactory connections, URI endpoint) {
    // HTTP/1.1 from the start: the functions' server speaks nothing else without TLS.
    SessionProtocol protocol =
        "https".equals(endpoint.getScheme()) ? SessionProtocol.H1 : SessionProtocol.H1C;
    return WebClient.builder(protocol.uriText() + "://" + endpoint.getRawAuthority())
        .factory(connections)
        // A large body to a slow reader takes longer than the default second.
        .writeTimeout(Duration.ZERO)
        .responseTimeoutMode(ResponseTimeoutMode.FROM_START)
        .build();
  }

  private static String path(URI endpoint) {
    String path = endpoint.getRawPath().isEmpty() ? "/" : endpoint.getRawPath();
    return endpoint.getRawQuery() == null ? path : path + "?" + endpoint.getRawQuery();
  }
}
